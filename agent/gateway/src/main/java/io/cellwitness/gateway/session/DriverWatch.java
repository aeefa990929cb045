package io.cellwitness.gateway.session;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ends a driver that does not come to an end by itself: one that takes too long to connect, as on a
 * port that drips bytes, and one that is stuck while the operator waits.
 */
public final class DriverWatch implements AutoCloseable {

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

  /**
   * Begins to watch.
   *
   * @param driver not yet connected
   * @param stopRequested true once the operator wants to finish
   * @param realTime the machine's clock
   * @return to be closed when the driver is closed
   */
  public static DriverWatch over(
      Driver driver, BooleanSupplier stopRequested, TimeSource realTime) {
    DriverWatch watch = new DriverWatch(driver, stopRequested, realTime);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  /**
   * Connects the driver.
   *
   * @param source how people name it
   * @return what the driver could prove
   * @throws DriverException when the source cannot be used
   * @throws Failure when it took too long, or the operator did not wait
   * @throws InterruptedException when the thread is interrupted
   */
  public VehicleFacts connect(String source) throws DriverException, Failure, InterruptedException {
    return connected(source, driver::connect);
  }

  /**
   * The same, and hands over what is read meanwhile.
   *
   * @param source how people name it
   * @param sink as in {@link Driver#connect(ReadingSink)}
   * @return what the driver could prove
   * @throws DriverException when the source cannot be used
   * @throws Failure when it took too long, or the operator did not wait
   * @throws InterruptedException when the thread is interrupted
   */
  public VehicleFacts connect(String source, ReadingSink sink)
      throws DriverException, Failure, InterruptedException {
    return connected(source, () -> driver.connect(sink));
  }

  private interface Connecting {
    VehicleFacts connect() throws DriverException, InterruptedException;
  }

  private VehicleFacts connected(String source, Connecting connecting)
      throws DriverException, Failure, InterruptedException {
    try {
      VehicleFacts vehicle = connecting.connect();
      connected = true;
      return vehicle;
    } catch (DriverException e) {
      if (stopped) {
        throw new Failure(
            ExitCode.UNAVAILABLE, "ended before a vehicle was identified at " + source, e);
      }
      if (tooLate) {
        throw new Failure(
            ExitCode.UNAVAILABLE,
            source + " did not become ready within two minutes; check the adapter and the plug",
            e);
      }
      throw e;
    }
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
        tooLate |= !connected && now.secondsSince(start) > CONNECT_LIMIT.toSeconds();
        stopped |=
            wished != null && (!connected || now.secondsSince(wished) > STOP_GRACE.toSeconds());
        if (tooLate || stopped) {
          // Again and again: a link that was just being opened is there only at the next look.
          driver.close();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
