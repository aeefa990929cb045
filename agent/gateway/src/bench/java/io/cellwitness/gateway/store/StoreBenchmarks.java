package io.cellwitness.gateway.store;

import io.cellwitness.gateway.mqtt.DrainBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures the store and prints what it found. Arguments: which of {@code append}, {@code month},
 * {@code backlog}, {@code drain} and {@code drain-month}; none for the first three, which need
 * nothing but this program. The stores are made in the present directory's {@code target}.
 */
public final class StoreBenchmarks {

  private StoreBenchmarks() {}

  /** Runs the named benchmarks one after the other. */
  public static void main(String[] arguments) throws Exception {
    List<String> wanted =
        arguments.length == 0 ? List.of("append", "month", "backlog") : List.of(arguments);
    for (String name : wanted) {
      Path place = Files.createTempDirectory(Files.createDirectories(Path.of("target")), name);
      try {
        switch (name) {
          case "append" -> new AppendBenchmark(place).run();
          case "month" -> new MonthBenchmark(place).run();
          case "backlog" -> new BacklogBenchmark(place).run();
          case "drain" -> new DrainBenchmark(place).run();
          case "drain-month" -> new DrainBenchmark(place).month();
          default -> throw new IllegalArgumentException("no benchmark " + name);
        }
      } finally {
        delete(place);
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
