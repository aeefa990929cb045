package io.cellwitness.gateway.session;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.api.Value;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Reads a source until every signal it offers was read once; a value wins over its absence. As a
 * sink it takes what the source reads before, while it connects.
 */
public final class PresentReadings implements ReadingSink {

  /** No signal turned up for the first time in this long: that was all. */
  private static final Duration NOTHING_NEW = Duration.ofSeconds(3);

  /** However much a car offers, it is not read longer than this. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Set<String> given = new HashSet<>();
  private final Map<String, Reading> absent = new LinkedHashMap<>();
  private final Consumer<Reading> shown;

  /**
   * Has read nothing yet.
   *
   * @param shown takes the first value of each signal and index as it turns up, and at the end the
   *     absence of those that had none
   */
  public PresentReadings(Consumer<Reading> shown) {
    this.shown = shown;
  }

  /**
   * Reads.
   *
   * @param driver connected
   * @param time the clock of the readings
   * @param stopRequested true once the operator has seen enough
   * @return how many there were
   * @throws DriverException when the source is gone
   * @throws InterruptedException when the thread is interrupted
   */
  public int read(Driver driver, TimeSource time, BooleanSupplier stopRequested)
      throws DriverException, InterruptedException {
    Stamp begin = time.now();
    Stamp lastNew = begin;
    while (!stopRequested.getAsBoolean()) {
      int before = seen();
      boolean more = driver.poll(this);
      Stamp now = time.now();
      if (seen() > before) {
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
    absent.values().forEach(shown);
    return seen();
  }

  private int seen() {
    return given.size() + absent.size();
  }

  @Override
  public void accept(Reading reading) {
    String key = reading.signal().name() + '#' + reading.index();
    if (given.contains(key)) {
      return;
    }
    if (reading.value() instanceof Value.Absent) {
      absent.putIfAbsent(key, reading);
    } else {
      absent.remove(key);
      given.add(key);
      shown.accept(reading);
    }
  }
}
