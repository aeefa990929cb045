package io.cellwitness.gateway.session;

import io.cellwitness.api.Driver;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ends a driver that does not come to an end by itself: one that takes too long to connect, as on a
 * port that drips bytes, and one that is stuck while the operator waits.
 */
final class DriverWatch implements AutoCloseable {

  private static final Duration CONNECT_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_GRACE = Duration.ofSeconds(5);
  private static final long LOOK_MILLIS = 200;

  private final Driver driver;
  private final BooleanSupplier stopRequested;
  private final TimeSource realTime;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread thread = new Thread(this::watch, "driver-watch");
  private volatile boolean connected;
  private volatile boolean tooLate;
  private volatile boolean stopped;

  private DriverWatch(Driver driver, BooleanSupplier stopRequested, TimeSource realTime) {
    this.driver = driver;
    this.stopRequested = stopRequested;
    this.realTime = realTime;
  }

  static DriverWatch over(Driver driver, BooleanSupplier stopRequested, TimeSource realTime) {
    DriverWatch watch = new DriverWatch(driver, stopRequested, realTime);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  /** The vehicle is identified: from now on a charge may last as long as it will. */
  void connected() {
    connected = true;
  }

  /** Whether the driver was ended because it did not connect in time. */
  boolean tooLate() {
    return tooLate;
  }

  /** Whether the driver was ended because the operator wished it. */
  boolean stopped() {
    return stopped;
  }

  @Override
  public void close() {
    done.countDown();
  }

  private void watch() {
    Stamp start = realTime.now();
    Stamp wished = null;
    try {
      while (!done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        Stamp now = realTime.now();
        if (stopRequested.getAsBoolean() && wished == null) {
          wished = now;
        }
        tooLate = !connected && now.secondsSince(start) > CONNECT_LIMIT.toSeconds();
        stopped =
            wished != null && (!connected || now.secondsSince(wished) > STOP_GRACE.toSeconds());
        if (tooLate || stopped) {
          driver.close();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
