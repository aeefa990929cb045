package io.cellwitness.can.log;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
import io.cellwitness.api.RecordingFormat;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.can.FakeTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Plays the text of a log through the format that recognises it. */
public final class Logs {

  /** What came of it. */
  public record Played(VehicleFacts facts, List<Reading> readings, List<String> notes) {
    /** The last value of a signal. */
    public double number(Signal signal) {
      Value value =
          readings.stream()
              .filter(r -> r.signal().equals(signal))
              .reduce((a, b) -> b)
              .orElseThrow(() -> new AssertionError("no " + signal.name()))
              .value();
      return ((Value.Number) value).number();
    }
  }

  private Logs() {}

  /** Plays a log. */
  public static Played play(String text, String... profile)
      throws DriverException, InterruptedException {
    List<String> notes = new ArrayList<>();
    List<Reading> readings = new ArrayList<>();
    Optional<String> id = profile.length == 0 ? Optional.empty() : Optional.of(profile[0]);
    DriverContext context = new DriverContext(new FakeTime(), id, List.of(), notes::add);
    String head = text.substring(0, Math.min(text.length(), RecordingFormat.HEAD_CHARACTERS));
    try (Driver driver =
        new BusLogFormat()
            .driver(Path.of("test.log"), head, () -> new Memory(text), context)
            .orElseThrow(() -> new AssertionError("no format recognises it"))) {
      VehicleFacts facts = driver.connect();
      while (driver.poll(readings::add)) {
        // Each call plays one answer.
      }
      return new Played(facts, readings, notes);
    }
  }

  static final class Memory implements RecordingFormat.Lines {
    private final Iterator<String> lines;
    private long number;

    Memory(String text) {
      lines = text.lines().iterator();
    }

    @Override
    public String next() {
      number++;
      return lines.hasNext() ? lines.next() : null;
    }

    @Override
    public long number() {
      return number;
    }

    @Override
    public void close() {}
  }
}
