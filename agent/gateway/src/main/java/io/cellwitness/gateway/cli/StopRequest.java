package io.cellwitness.gateway.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C (SIGINT) and SIGTERM into a wish to finish: the command sees {@link #requested()},
 * ends in its own way and closes everything; only then the process goes, with the command's exit
 * code. It is the first resource a command opens, so that it is the last one closed.
 */
public final class StopRequest implements AutoCloseable {

  /** After this the process goes even if the command did not come to an end. */
  private static final long PATIENCE_SECONDS = 20;

  /** What a shell reports of a process ended by SIGTERM. */
  private static final int TERMINATED = 143;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop-request");
  private volatile Runnable told = () -> {};
  private volatile boolean requested;
  private volatile int exitCode = TERMINATED;

  private StopRequest() {}

  /**
   * Waits for the signal.
   *
   * @return to be closed when the command has finished
   */
  public static StopRequest onInterrupt() {
    StopRequest request = new StopRequest();
    Runtime.getRuntime().addShutdownHook(request.hook);
    return request;
  }

  /**
   * Has somebody told when the signal comes, or at once when it has come already.
   *
   * @param listener must return at once
   */
  public void tell(Runnable listener) {
    told = listener;
    if (requested) {
      listener.run();
    }
  }

  /**
   * Whether the signal has come.
   *
   * @return true from then on
   */
  public boolean requested() {
    return requested;
  }

  /**
   * Says how the command ends, for the case that a signal ends the process.
   *
   * @param code the exit code
   * @return the same code
   */
  public int endsWith(int code) {
    exitCode = code;
    return code;
  }

  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is on its way out already, and waits for the latch that was just released.
      return;
    }
  }

  private void stop() {
    requested = true;
    told.run();
    try {
      if (finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        // Without this the process would end with the signal's code, whatever the command says.
        Runtime.getRuntime().halt(exitCode);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
