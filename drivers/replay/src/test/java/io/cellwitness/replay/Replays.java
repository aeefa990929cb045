package io.cellwitness.replay;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.api.VehicleFacts;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Plays a recording through the driver, as the gateway does. */
final class Replays {

  record Played(VehicleFacts facts, List<Reading> readings, List<String> notes) {}

  /** A recording needs no clock: asking for one is a mistake. */
  private static final TimeSource NO_CLOCK =
      new TimeSource() {
        @Override
        public Stamp now() {
          throw new AssertionError("a replay asked for the time");
        }

        @Override
        public void sleep(Duration duration) {
          throw new AssertionError("a replay waited");
        }
      };

  private Replays() {}

  static Path sample(String name) {
    try {
      return Path.of(Replays.class.getResource("/samples/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static Played play(String source) throws DriverException, InterruptedException {
    List<Reading> readings = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    try (Driver driver = driver(source, notes::add)) {
      VehicleFacts facts = driver.connect();
      while (driver.poll(readings::add)) {
        // Each call plays one stamp.
      }
      return new Played(facts, readings, notes);
    }
  }

  static Driver driver(String source, Consumer<String> notes) throws DriverException {
    DriverContext context = new DriverContext(NO_CLOCK, Optional.empty(), List.of(), notes);
    return new ReplayProvider().create(SourceAddress.parse(source), context);
  }
}
