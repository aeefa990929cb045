package io.cellwitness.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverProvider;
import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReplayTest {

  @TempDir Path dir;

  @Test
  void isFoundByItsScheme() {
    List<DriverProvider> found = new ArrayList<>();
    ServiceLoader.load(DriverProvider.class).forEach(found::add);
    assertTrue(found.stream().anyMatch(p -> p.schemes().contains("replay")));
  }

  @Test
  void playsEveryFieldOfARealCar() throws Exception {
    Replays.Played played = Replays.play("replay:" + Replays.sample("car3_head.csv"));
    assertEquals(OptionalInt.of(87), played.facts().pack().cellsInSeries());
    assertTrue(played.facts().pack().nominalAh().isEmpty(), "nothing is guessed");
    assertEquals(30 * (9 + 87), played.readings().size());
    List<Reading> row = played.readings().subList(0, 9 + 87);
    assertEquals(1, row.stream().map(Reading::at).distinct().count(), "one row is one stamp");
    assertEquals(Instant.parse("2019-04-15T18:09:06Z"), row.get(0).at().wall());
    assertFalse(row.get(0).at().clockSynced(), "a recording cannot prove its clock");
    assertEquals(Signals.CURRENT, row.get(row.size() - 1).signal());
    assertEquals(58.7, number(row, Signals.CURRENT, 0));
    assertEquals(344.5, number(row, Signals.VOLTAGE, 0));
    assertEquals(72, number(row, Signals.SOC, 0));
    assertEquals(29956.8, number(row, Signals.ODOMETER, 0));
    assertEquals(3.893, number(row, Signals.CELL_VOLTAGE, 2));
    assertEquals(10_000_000_000L, played.readings().get(9 + 87).at().monotonicNanos());
    assertEquals(List.of(), played.notes());
  }

  @Test
  void anEmptyFieldIsAReadingWithoutValue() throws Exception {
    Replays.Played played = Replays.play("replay:" + Replays.sample("lfp102.csv"));
    List<Reading> hottest =
        played.readings().stream().filter(r -> r.signal() == Signals.TEMPERATURE_MAX).toList();
    assertEquals(34, hottest.size());
    assertEquals(new Value.Absent(Quality.MISSING, "empty field"), hottest.get(0).value());
    assertTrue(played.facts().pack().cellsInSeries().isEmpty(), "no cell columns, no series count");
    assertEquals(Instant.EPOCH.plusSeconds(30), hottest.get(1).at().wall());
  }

  @Test
  void keepsTheOrderOfTheFile() throws Exception {
    String file = "replay:" + Replays.sample("faults_f3.csv.gz");
    List<Reading> asIs = Replays.play(file + "#f3_asis").readings();
    List<Reading> shuffled = Replays.play(file + "#f3_shuffled").readings();
    assertEquals(487, currents(asIs).size());
    assertEquals(537, currents(shuffled).size());
    assertTrue(backwardSteps(shuffled) > 100, "shuffled rows stay shuffled");
    assertEquals(0, backwardSteps(asIs));
    assertNotEquals(asIs.get(0).at().bootId(), shuffled.get(0).at().bootId());
  }

  @Test
  void replaysTheSameWhereverAndHoweverItIsStored() throws Exception {
    Path packed = Replays.sample("faults_f3.csv.gz");
    Path plain = dir.resolve("faults_f3.csv");
    try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(packed))) {
      Files.copy(in, plain);
    }
    assertEquals(
        Replays.play("replay:" + packed + "#f3_asis").readings(),
        Replays.play("replay:" + plain + "#f3_asis").readings());
  }

  @Test
  void splitsAFileBySession() throws Exception {
    CsvRecording recording = CsvRecording.open(Replays.sample("faults_f3.csv.gz"), note -> {});
    assertEquals(List.of("f3_asis", "f3_shuffled"), recording.sessions());
    List<Reading> read = new ArrayList<>();
    recording.readings(Optional.of("f3_shuffled"), read::add);
    String source = "replay:" + Replays.sample("faults_f3.csv.gz") + "#f3_shuffled";
    assertEquals(Replays.play(source).readings(), read);
  }

  @Test
  void takesColumnsInAnyOrderAndNamesThoseItIgnores() throws Exception {
    Path file = write("i_A,moon_phase,t_s,soc_pct,charged_Ah\r\n1.5,full,0.123456789,50,10.1\r\n");
    Replays.Played played = Replays.play("replay:" + file);
    assertEquals(
        List.of("Columns without a meaning here are ignored: moon_phase."), played.notes());
    assertEquals(
        List.of(Signals.SOC, Signals.CHARGED_AH, Signals.CURRENT),
        played.readings().stream().map(Reading::signal).toList());
    assertEquals(123_456_789, played.readings().get(0).at().monotonicNanos());
    assertEquals("i_A", played.readings().get(2).source());
  }

  @Test
  void countsCellsOnlyWithoutGaps() throws Exception {
    Path gap = write("t_s,i_A,c001_V,c003_V\n0,1,3.9,3.9\n");
    assertTrue(Replays.play("replay:" + gap).facts().pack().cellsInSeries().isEmpty());
  }

  @Test
  void leavesOutRowsWithoutTimeAndSaysSo() throws Exception {
    Path file = write("t_s,i_A\n0,1\n,2\n2,3\n");
    Replays.Played played = Replays.play("replay:" + file);
    assertEquals(2, played.readings().size());
    assertEquals(List.of("Rows without a time were left out: 1."), played.notes());
  }

  @Test
  void livesByTheWallClockWhereThereIsNoOther() throws Exception {
    Path file = write("time,i_A\n1970-01-01 00:00:01.5,1\n");
    assertEquals(
        1_500_000_000, Replays.play("replay:" + file).readings().get(0).at().monotonicNanos());
  }

  @Test
  void closesOnceOrTwiceAndThenPlaysNothing() throws Exception {
    Driver driver = Replays.driver("replay:" + write("t_s,i_A\n0,1\n"), note -> {});
    driver.connect();
    driver.close();
    driver.close();
    assertFalse(
        driver.poll(
            reading -> {
              throw new AssertionError("read after close");
            }));
  }

  private Path write(String text) throws Exception {
    return Files.writeString(dir.resolve("table.csv"), text);
  }

  private static List<Reading> currents(List<Reading> readings) {
    return readings.stream().filter(r -> r.signal() == Signals.CURRENT).toList();
  }

  private static long backwardSteps(List<Reading> readings) {
    List<Reading> currents = currents(readings);
    long steps = 0;
    for (int i = 1; i < currents.size(); i++) {
      if (currents.get(i).at().secondsSince(currents.get(i - 1).at()) < 0) {
        steps++;
      }
    }
    return steps;
  }

  private static double number(List<Reading> row, Signal signal, int index) {
    Reading reading =
        row.stream()
            .filter(r -> r.signal() == signal && r.index() == index)
            .findFirst()
            .orElseThrow();
    return ((Value.Number) reading.value()).number();
  }
}
