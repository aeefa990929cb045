package io.cellwitness.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.CellFacts;
import io.cellwitness.api.CellFacts.RestVoltage;
import io.cellwitness.api.Chemistry;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Sourced;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionFileTest {

  private static final String VIN = "KNACC81GFK5000000";

  private static final VehicleFacts FACTS =
      new VehicleFacts(
          Optional.of(VIN),
          List.of("09 02", "22 F190"),
          Optional.of("hyundai-kia-400v"),
          Optional.of("ab".repeat(32)),
          Optional.of("Kia e-Niro 64 kWh"),
          new PackFacts(
              Chemistry.NMC,
              OptionalInt.of(98),
              Optional.of(new Sourced(180.1, "profile")),
              Optional.empty(),
              Optional.of(new Sourced(64, "operator"))),
          Map.of("adapter", "ELM327 v1.5", "capability.flowControl", "yes", "z", "ü"));

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"session.jsonl", "session.jsonl.gz"})
  void givesBackEveryReading(String name) throws Exception {
    List<Reading> readings = everyKindOfReading();
    Path file = write(name, readings);
    Replays.Played played = Replays.play("replay:" + file);
    assertEquals(readings, played.readings());
    assertEquals(List.of(), played.notes());
    VehicleFacts facts = played.facts();
    assertTrue(facts.vin().isEmpty());
    assertEquals(FACTS.vinSources(), facts.vinSources());
    assertEquals(FACTS.profileHash(), facts.profileHash());
    assertEquals(FACTS.model(), facts.model());
    assertEquals(FACTS.pack(), facts.pack());
    assertEquals(FACTS.link(), facts.link());
  }

  @Test
  void givesBackTheCardToTheLastDigit() throws Exception {
    CellFacts cell =
        new CellFacts(
            Optional.of(RestVoltage.assumed(1 / 0.3, "operator")),
            Optional.of(new RestVoltage(4.1512, 0.0047, "profile")),
            Optional.of("nmc532"));
    assertEquals(cell, playedBack(cell));
    CellFacts partly = new CellFacts(Optional.empty(), cell.fullRest(), Optional.empty());
    assertEquals(partly, playedBack(partly));
  }

  /** Session files of cars without a card keep the bytes they had before there were cards. */
  @Test
  void withoutACardTheHeaderHasNoTraceOfOne() {
    assertEquals(
        "{\"format\":\"cellwitness-session/1\",\"vehicle\":{\"vinSources\":[]},\"link\":{},"
            + "\"pack\":{\"chemistry\":\"NMC\",\"cellsInSeries\":98}}",
        SessionFormat.header(withCell(CellFacts.UNKNOWN)));
  }

  private CellFacts playedBack(CellFacts cell) throws Exception {
    Path file = dir.resolve("card-" + cell.hashCode() + ".jsonl");
    new SessionFileWriter(file, withCell(cell)).close();
    return Replays.play("replay:" + file).facts().pack().cell();
  }

  private static VehicleFacts withCell(CellFacts cell) {
    return new VehicleFacts(
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new PackFacts(
            Chemistry.NMC,
            OptionalInt.of(98),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            cell),
        Map.of());
  }

  @Test
  void givesBackARealRecording() throws Exception {
    Replays.Played car = Replays.play("replay:" + Replays.sample("car3_head.csv"));
    Path file = write("session.jsonl.gz", car.readings());
    assertEquals(car.readings(), Replays.play("replay:" + file).readings());
  }

  @Test
  void theSameReadingsGiveTheSameBytes() throws Exception {
    Path first = write("a.jsonl.gz", everyKindOfReading());
    Path second = write("b.jsonl.gz", everyKindOfReading());
    byte[] bytes = Files.readAllBytes(first);
    assertArrayEquals(bytes, Files.readAllBytes(second));
    assertEquals(0, bytes[4] | bytes[5] | bytes[6] | bytes[7], "no time in the gzip header");
  }

  @Test
  void withholdsTheVin() throws Exception {
    Stamp at = stamp(1);
    Reading vin = new Reading(Signals.VIN, 0, new Value.Text(VIN), at, "7EC:0902");
    Path file = write("session.jsonl", List.of(vin));
    assertFalse(Files.readString(file).contains(VIN));
    assertEquals(
        List.of(
            new Reading(
                Signals.VIN, 0, new Value.Absent(Quality.MISSING, "withheld"), at, "7EC:0902")),
        Replays.play("replay:" + file).readings());
  }

  @Test
  void neverOverwritesARecording() throws Exception {
    Path file = write("session.jsonl", List.of());
    assertThrows(FileAlreadyExistsException.class, () -> new SessionFileWriter(file, FACTS));
  }

  @Test
  void saysWhenARecordingWasCutOff() throws Exception {
    Path file = write("session.jsonl", everyKindOfReading());
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, lines.size() - 1));
    assertEquals(
        List.of("The session file has no closing line: the recording was cut off."),
        Replays.play("replay:" + file).notes());
  }

  @Test
  void seesALineThatIsMissing() throws Exception {
    Path file = write("session.jsonl", everyKindOfReading());
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.remove(lines.size() - 2);
    Files.write(file, lines);
    assertRefused(file, "counts other stamps or readings than the file holds");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"t\":1,\"w\":\"1970-01-01T00:00:00Z\",\"c\":0,\"r\":[]} | a clock that was not declared",
        "{\"clock\":1,\"bootId\":\"x\",\"synced\":true} | declares a clock wrongly",
        "{\"clock\":0,\"bootId\":\"x\",\"synced\":true} | a bootId that is no UUID",
        "{\"channel\":0,\"signal\":\"\",\"unit\":\"\",\"index\":0,\"source\":\"\"} | a channel wrongly",
        "{\"channel\":0,\"signal\":\"A\",\"unit\":1,\"index\":0,\"source\":\"\"} | no text in unit",
        "{\"hello\":1} | is no line of a session file",
        "[1] | is no line of a session file",
        "` ` | is no line of a session file",
        "{\"a\":1,\"a\":2} | is not valid JSON",
      })
  void refusesBrokenLines(String line, String expected) throws Exception {
    Path file = dir.resolve("broken.jsonl");
    Files.writeString(file, SessionFormat.header(FACTS) + "\n" + line + "\n");
    assertRefused(file, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | uses a channel that was not declared",
        "0 | holds a reading without a value",
        "0,true | holds a reading without a value",
        "0,1e999 | holds a value that cannot be",
        "0,null,\"GOOD\",\"x\" | holds a value that cannot be",
        "0,null,\"FINE\",\"x\" | holds a value that cannot be",
      })
  void refusesBrokenReadings(String pair, String expected) throws Exception {
    Path file = dir.resolve("broken.jsonl");
    Files.writeString(
        file,
        String.join(
            "\n",
            SessionFormat.header(FACTS),
            "{\"clock\":0,\"bootId\":\"" + new UUID(1, 2) + "\",\"synced\":true}",
            "{\"channel\":0,\"signal\":\"A\",\"unit\":\"V\",\"index\":0,\"source\":\"s\"}",
            "{\"t\":1,\"w\":\"1970-01-01T00:00:00Z\",\"c\":0,\"r\":[[" + pair + "]]}"));
    assertRefused(file, expected);
  }

  @Test
  void mutatedFilesNeverGetPastTheSentence() throws Exception {
    byte[] good = Files.readAllBytes(write("good.jsonl", everyKindOfReading()));
    Random random = new Random(7);
    int refused = 0;
    for (int round = 0; round < 500; round++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      Path file = Files.write(dir.resolve("mutated.jsonl"), bad);
      try {
        Replays.play("replay:" + file);
      } catch (DriverException e) {
        assertEquals(DriverException.Kind.BAD_DATA, e.kind(), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 100, "damage is seen: " + refused);
  }

  private Path write(String name, List<Reading> readings) throws IOException {
    Path file = dir.resolve(name);
    try (SessionFileWriter writer = new SessionFileWriter(file, FACTS)) {
      readings.forEach(writer::accept);
    }
    return file;
  }

  private void assertRefused(Path file, String expected) {
    DriverException e = assertThrows(DriverException.class, () -> Replays.play("replay:" + file));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertEquals(DriverException.Kind.BAD_DATA, e.kind());
  }

  private static Stamp stamp(long nanos) {
    return new Stamp(
        Instant.parse("2026-03-01T10:00:00.123456789Z").plusNanos(nanos),
        nanos,
        new UUID(11, 12),
        true);
  }

  private static List<Reading> everyKindOfReading() {
    List<Reading> readings = new ArrayList<>();
    Random random = new Random(42);
    double[] corners = {0, -0.0, 0.1 + 0.2, Double.MIN_VALUE, -Double.MAX_VALUE, 2e23, 1e-7, 3};
    for (int row = 0; row < 40; row++) {
      Stamp at = stamp(Long.MAX_VALUE / 50 * (row - 20));
      for (int cell = 1; cell <= 4; cell++) {
        double volts =
            row < 2
                ? corners[row * 4 + cell - 1]
                : Double.longBitsToDouble(random.nextLong(1L << 62));
        readings.add(
            new Reading(Signals.CELL_VOLTAGE, cell, new Value.Number(volts), at, "7EC:220102"));
      }
      readings.add(
          new Reading(
              Signals.SOC,
              0,
              new Value.Absent(Quality.STALE, "same \"value\"\n"),
              at,
              "7EC:220101"));
      readings.add(
          new Reading(new Signal("X-Own", "furlong"), 0, new Value.Text("tab\tü€"), at, "own"));
      // The same signal from a second ECU, and twice in one stamp.
      readings.add(new Reading(Signals.CURRENT, 0, new Value.Number(1), at, "7EC:220101"));
      readings.add(new Reading(Signals.CURRENT, 0, new Value.Number(2), at, "7ED:019A"));
      readings.add(new Reading(Signals.CURRENT, 0, new Value.Number(2), at, "7ED:019A"));
    }
    Stamp unsynced = new Stamp(Instant.EPOCH, 5, new UUID(11, 12), false);
    readings.add(new Reading(Signals.CURRENT, 0, new Value.Number(1), unsynced, "7EC:220101"));
    return readings;
  }
}
