package io.cellwitness.can;

import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Value;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The values a recorded car gives when nothing goes wrong; anything else is a wrong value. */
final class Truth {

  private final Map<String, Set<Value>> values = new ConcurrentHashMap<>();

  /** Takes a reading of an undisturbed session. */
  void learn(Reading reading) {
    if (reading.value().quality() == Quality.GOOD) {
      values.computeIfAbsent(key(reading), k -> ConcurrentHashMap.newKeySet()).add(reading.value());
    }
  }

  /** Whether a reading has a value that is not the true one. Having none is never wrong. */
  boolean isWrong(Reading reading) {
    return reading.value().quality() == Quality.GOOD
        && !values.getOrDefault(key(reading), Set.of()).contains(reading.value());
  }

  /** How many signals are known, each cell for itself. */
  int size() {
    return values.size();
  }

  private static String key(Reading reading) {
    return reading.signal().name() + reading.index();
  }
}
