package io.cellwitness.gateway.base;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C (SIGINT) and SIGTERM into a wish to finish: the command sees {@link #requested()},
 * ends in its own way, closes everything and says how it ended; only then the process goes, with
 * that exit code.
 */
public final class StopRequest {

  /** After this the process goes even if the command did not come to an end. */
  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Runnable told = () -> {};
  private volatile boolean requested;
  private volatile int exitCode;

  private StopRequest() {}

  /**
   * Listens for the signals of this process.
   *
   * @return for {@code main} to make, once
   */
  public static StopRequest ofProcess() {
    StopRequest request = never();
    Runtime.getRuntime().addShutdownHook(new Thread(request::signalled, "stop-request"));
    return request;
  }

  /**
   * Listens for nothing.
   *
   * @return a request that does not come by itself, for tests
   */
  public static StopRequest never() {
    return new StopRequest();
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

  /** Asks for the end, as the signal does. */
  public void request() {
    requested = true;
    told.run();
  }

  /**
   * Says that the command has ended and everything is closed and printed.
   *
   * @param code the exit code
   */
  public void ended(int code) {
    exitCode = code;
    ended.countDown();
  }

  private void signalled() {
    if (ended.getCount() == 0) {
      // The command is over and the process is going by itself.
      return;
    }
    request();
    try {
      if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        // Without this the process would end with the signal's code, whatever the command says.
        Runtime.getRuntime().halt(exitCode);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
