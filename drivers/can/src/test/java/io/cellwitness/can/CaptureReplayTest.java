package io.cellwitness.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.can.capture.CaptureFile;
import io.cellwitness.can.capture.CaptureLink;
import io.cellwitness.can.elm.ElmAdapter;
import io.cellwitness.can.log.Logs;
import io.cellwitness.can.profile.ProfileCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A capture gives, reading for reading, what was read while it was taken. */
class CaptureReplayTest {

  @TempDir Path folder;

  private final FakeTime time = new FakeTime();
  private final List<Reading> live = new ArrayList<>();

  @Test
  void theSameReadingsComeAgain() throws Exception {
    Path file = folder.resolve("capture");
    CaptureFile capture = CaptureFile.create(file, 10_000_000, time, Map.of("language", "elm327"));
    FakeElm elm = RecordedCar.kia();
    // A setting the adapter does not know must not count in the capture either.
    elm.unknown = Set.of("ATCEA07");
    try (CanDriver driver =
        new CanDriver(
            new ElmAdapter(new CaptureLink(elm, capture), time),
            ProfileCatalog.load(List.of()),
            new DriverContext(time, Optional.empty(), List.of(), note -> {}))) {
      driver.connect();
      for (int polls = 0; polls < 60; polls++) {
        driver.poll(live::add);
      }
    }
    capture.close();
    assertEquals(Optional.empty(), capture.failure());
    Logs.Played played = Logs.play(Files.readString(file));
    assertEquals(Optional.of("hyundai-kia-400v"), played.facts().profileId());
    assertEquals(Optional.of(RecordedCar.VIN), played.facts().vin());
    assertEquals(98, played.facts().pack().cellsInSeries().orElse(0));
    List<String> expected = good(live);
    List<String> again = good(played.readings());
    assertTrue(expected.size() > 200, "readings: " + expected.size());
    // Identifying the car asks some of the same; those answers are readings of the capture too.
    assertEquals(expected, again.subList(again.size() - expected.size(), again.size()));
  }

  private static List<String> good(List<Reading> readings) {
    return readings.stream()
        .filter(r -> r.value().quality() == Quality.GOOD)
        .map(r -> r.signal().name() + r.index() + r.value() + r.source())
        .toList();
  }
}
