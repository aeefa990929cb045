package io.cellwitness.gateway.session;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
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

/** Reads a source until every signal it offers was read once; a value wins over its absence. */
public final class PresentReadings {

  /** No signal turned up for the first time in this long: that was all. */
  private static final Duration NOTHING_NEW = Duration.ofSeconds(3);

  /** However much a car offers, it is not read longer than this. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Set<String> given = new HashSet<>();
  private final Map<String, Reading> absent = new LinkedHashMap<>();

  /**
   * Reads.
   *
   * @param driver connected
   * @param time the clock of the readings
   * @param stopRequested true once the operator has seen enough
   * @param sink takes the first value of each signal and index as it turns up, and at the end the
   *     absence of those that had none
   * @return how many there were
   * @throws DriverException when the source is gone
   * @throws InterruptedException when the thread is interrupted
   */
  public int read(
      Driver driver, TimeSource time, BooleanSupplier stopRequested, Consumer<Reading> sink)
      throws DriverException, InterruptedException {
    Stamp begin = time.now();
    Stamp lastNew = begin;
    while (!stopRequested.getAsBoolean()) {
      int before = seen();
      boolean more = driver.poll(reading -> giveOnce(reading, sink));
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
    absent.values().forEach(sink);
    return seen();
  }

  private int seen() {
    return given.size() + absent.size();
  }

  private void giveOnce(Reading reading, Consumer<Reading> sink) {
    String key = reading.signal().name() + '#' + reading.index();
    if (given.contains(key)) {
      return;
    }
    if (reading.value() instanceof Value.Absent) {
      absent.putIfAbsent(key, reading);
    } else {
      absent.remove(key);
      given.add(key);
      sink.accept(reading);
    }
  }
}
