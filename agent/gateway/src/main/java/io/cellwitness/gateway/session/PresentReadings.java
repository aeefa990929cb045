package io.cellwitness.gateway.session;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Reads a source until every signal it offers was read once, and keeps the latest of each. */
public final class PresentReadings {

  /** No signal turned up for the first time in this long: that was all. */
  private static final Duration NOTHING_NEW = Duration.ofSeconds(3);

  /** However much a car offers, it is not read longer than this. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Map<String, Reading> latest = new LinkedHashMap<>();

  /**
   * Reads.
   *
   * @param driver connected
   * @param time the clock of the readings
   * @param stopRequested true once the operator has seen enough
   * @return the latest reading of each signal and index, in the order they first turned up
   * @throws DriverException when the source is gone
   * @throws InterruptedException when the thread is interrupted
   */
  public Collection<Reading> read(Driver driver, TimeSource time, BooleanSupplier stopRequested)
      throws DriverException, InterruptedException {
    Stamp begin = time.now();
    Stamp lastNew = begin;
    while (!stopRequested.getAsBoolean()) {
      int before = latest.size();
      boolean more = driver.poll(this::keep);
      Stamp now = time.now();
      if (latest.size() > before) {
        lastNew = now;
      }
      boolean enough =
          driver.live()
              && (now.secondsSince(lastNew) >= NOTHING_NEW.toSeconds()
                  || now.secondsSince(begin) >= LONGEST.toSeconds());
      if (!more || enough) {
        break;
      }
    }
    return latest.values();
  }

  private void keep(Reading reading) {
    latest.put(reading.signal().name() + '#' + reading.index(), reading);
  }
}
