package io.cellwitness.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A driver that hangs, as on a port that drips bytes, which no real adapter does on demand. */
@Timeout(30)
class DriverWatchTest {

  @Test
  void theOperatorNeedNotWaitForAVehicleThatDoesNotAnswer() {
    Failure failure = connect(new StandingTime(), true);
    assertEquals(ExitCode.UNAVAILABLE, failure.code());
    assertTrue(failure.getMessage().contains("ended before"), failure.getMessage());
  }

  @Test
  void connectingIsBounded() {
    Failure failure = connect(new HastyTime(), false);
    assertEquals(ExitCode.UNAVAILABLE, failure.code());
    assertTrue(failure.getMessage().contains("two minutes"), failure.getMessage());
  }

  private static Failure connect(TimeSource time, boolean stopRequested) {
    HangingDriver driver = new HangingDriver();
    try (DriverWatch watch = DriverWatch.over(driver, () -> stopRequested, time)) {
      return assertThrows(Failure.class, () -> watch.connect("test:"));
    }
  }

  /** Comes to an end only when somebody closes it. */
  private static final class HangingDriver implements Driver {
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public VehicleFacts connect() throws DriverException, InterruptedException {
      closed.await();
      throw new DriverException(DriverException.Kind.UNAVAILABLE, "closed");
    }

    @Override
    public boolean poll(ReadingSink sink) {
      return false;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private static class StandingTime implements TimeSource {
    @Override
    public Stamp now() {
      return at(0);
    }

    Stamp at(long second) {
      return new Stamp(
          Instant.EPOCH.plusSeconds(second), second * 1_000_000_000L, new UUID(1, 2), true);
    }

    @Override
    public void sleep(Duration duration) {
      throw new UnsupportedOperationException("nobody sleeps here");
    }
  }

  /** A minute passes at every look. */
  private static final class HastyTime extends StandingTime {
    private final AtomicLong looks = new AtomicLong();

    @Override
    public Stamp now() {
      return at(60 * looks.getAndIncrement());
    }
  }
}
