package io.cellwitness.gateway.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C (SIGINT) and SIGTERM into a wish to finish: the command sees {@link #requested()},
 * ends in its own way and closes this, and only then the process goes.
 */
public final class StopRequest implements AutoCloseable {

  /** After this the process goes even if the command did not come to an end. */
  private static final long PATIENCE_SECONDS = 20;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop-request");
  private final Runnable told;
  private volatile boolean requested;

  private StopRequest(Runnable told) {
    this.told = told;
  }

  /**
   * Waits for the signal.
   *
   * @return to be closed when the command has finished
   */
  public static StopRequest onInterrupt() {
    return onInterrupt(() -> {});
  }

  /**
   * Waits for the signal.
   *
   * @param told run when it comes; must return at once
   * @return to be closed when the command has finished
   */
  public static StopRequest onInterrupt(Runnable told) {
    StopRequest request = new StopRequest(told);
    Runtime.getRuntime().addShutdownHook(request.hook);
    return request;
  }

  /**
   * Whether the signal has come.
   *
   * @return true from then on
   */
  public boolean requested() {
    return requested;
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
      finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
