package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Sourced;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** One line of {@code cases.csv}. */
record RecordedCase(
    String id,
    String file,
    String session,
    Chemistry chemistry,
    int series,
    double nominalAh,
    String expect,
    OptionalDouble truthAh) {

  private static final Map<String, List<Row>> CACHE = new ConcurrentHashMap<>();

  static List<RecordedCase> all() {
    List<RecordedCase> cases = new ArrayList<>();
    try (BufferedReader reader = Recordings.open("/recordings/cases.csv")) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] f = line.split(",", 10);
        cases.add(
            new RecordedCase(
                f[0],
                f[1],
                f[2],
                Chemistry.valueOf(f[3]),
                Integer.parseInt(f[4]),
                Double.parseDouble(f[5]),
                f[6],
                f[7].isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Double.parseDouble(f[7]))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  static RecordedCase named(String id) {
    return all().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
  }

  List<Row> rows() {
    return CACHE.computeIfAbsent(id, key -> Recordings.rows(file, session));
  }

  PackFacts pack() {
    return pack(chemistry, nominalAh, OptionalInt.of(series));
  }

  static PackFacts pack(Chemistry chemistry, double nominalAh, OptionalInt series) {
    return new PackFacts(
        chemistry,
        series,
        Optional.of(new Sourced(nominalAh, "cases.csv")),
        Optional.empty(),
        Optional.empty());
  }
}
