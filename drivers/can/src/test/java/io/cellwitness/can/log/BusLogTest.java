package io.cellwitness.can.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Value;
import io.cellwitness.can.Captures;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same recorded car in every format gives the same readings; damage gives fewer, never others.
 */
class BusLogTest {

  private static String candump() throws Exception {
    return resource("kia-eniro.log");
  }

  private static String resource(String name) throws Exception {
    try (InputStream in = Captures.class.getResourceAsStream("captures/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** The same frames as live, found by the same proof, without anybody asking the car. */
  @Test
  void broadcastsAreDecodedToo() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      text.append("(1700000000.%03d000) can0 132#108C0AFF24250000\n".formatted(i * 10));
      text.append("(1700000000.%03d500) can0 7FF#0011\n".formatted(i * 10));
    }
    Logs.Played played = Logs.play(text.toString());
    assertEquals(Optional.of("tesla-model-3-y"), played.facts().profileId());
    List<Reading> volts =
        played.readings().stream().filter(r -> r.signal().equals(Signals.VOLTAGE)).toList();
    assertEquals(1, volts.size());
    assertEquals(new Value.Number(358.56), volts.get(0).value());
    assertEquals("132", volts.get(0).source());
  }

  private static String converted(String format) throws Exception {
    StringBuilder text = new StringBuilder();
    switch (format) {
      case "asc" ->
          text.append("date Mon Sep 30 15:06:13.191 2017\nbase hex  timestamps absolute\n");
      case "asc-dec" -> text.append("base dec timestamps relative\nBegin Triggerblock\n");
      case "gvret" -> text.append("Time Stamp,ID,Extended,Dir,Bus,LEN,D1,D2,D3,D4,D5,D6,D7,D8\n");
      default -> {}
    }
    long before = 1_700_000_001_000_000L;
    for (String line : candump().lines().toList()) {
      String[] parts = line.split("[() #]+");
      long micros = Long.parseLong(parts[1].replace(".", ""));
      List<String> bytes = List.of(parts[4].split("(?<=\\G..)"));
      String id = parts[3];
      long since = micros - 1_700_000_000_000_000L;
      String seconds = String.format("%d.%06d", since / 1_000_000, since % 1_000_000);
      text.append(
          switch (format) {
            case "asc" ->
                "   " + seconds + " 1  " + id + "  Rx   d 8 " + String.join(" ", bytes) + "\n";
            case "asc-dec" ->
                String.format("0.%06d 1 %d Tx d 8", micros - before, Integer.parseInt(id, 16))
                    + bytes.stream()
                        .map(b -> " " + Integer.parseInt(b, 16))
                        .reduce("", String::concat)
                    + " Length = 230000\n";
            case "gvret" ->
                since + ",00000" + id + ",false,Rx,1,8," + String.join(",", bytes) + ",\n";
            case "columns" ->
                "(" + parts[1] + ")  can0  " + id + "   [8]  " + String.join(" ", bytes) + "\n";
            default -> line + "\n";
          });
      before = micros;
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"candump", "columns", "asc", "asc-dec", "gvret"})
  void theRecordedCarIsRecognisedAndRead(String format) throws Exception {
    Logs.Played played = Logs.play(converted(format));
    assertEquals(Optional.of("hyundai-kia-400v"), played.facts().profileId());
    assertEquals(399.5, played.number(Signals.VOLTAGE));
    assertEquals(-1.8, played.number(Signals.CURRENT));
    assertEquals(13_067, played.number(Signals.ODOMETER));
    assertEquals(98, played.facts().pack().cellsInSeries().orElse(0));
    List<Reading> readings = played.readings();
    double seconds = readings.get(readings.size() - 1).at().secondsSince(readings.get(0).at());
    assertTrue(seconds > 0 && seconds < 60, "it spans " + seconds + " s");
  }

  @ParameterizedTest
  @CsvSource({"hyundai-egmp.log, hyundai-kia-egmp", "renault-zoe.log, renault-zoe-ph1"})
  void otherCarsAreRecognised(String name, String profile) throws Exception {
    assertEquals(Optional.of(profile), Logs.play(resource(name)).facts().profileId());
  }

  @Test
  void aScanOfEverySystemWithTwoUnitsInterleaving() throws Exception {
    Logs.Played played = Logs.play(resource("kona-2021-scan.csv"));
    assertEquals(List.of(), played.notes().stream().filter(n -> n.contains("line ")).toList());
    assertTrue(played.facts().profileId().isPresent());
  }

  @Test
  void damagedLinesAreTold() throws Exception {
    List<String> lines = new ArrayList<>(candump().lines().toList());
    lines.set(3, lines.get(3).substring(0, 20));
    lines.set(9, "garbage");
    Logs.Played played = Logs.play(String.join("\n", lines));
    assertEquals(
        "line 10 of test.log is no line of candump; it is left out.",
        played.notes().stream().filter(n -> n.startsWith("line 10")).findFirst().orElse(""));
  }

  /** One character lost, doubled or changed, lines lost, doubled or swapped: at every place. */
  @Test
  void damageNeverGivesAnotherValue() throws Exception {
    String whole = candump();
    Map<String, Set<Value>> truth = new HashMap<>();
    Logs.play(whole)
        .readings()
        .forEach(
            r ->
                truth
                    .computeIfAbsent(r.signal().name() + r.index(), k -> new HashSet<>())
                    .add(r.value()));
    Random random = new Random(5);
    List<String> lines = whole.lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      List<String> lost = new ArrayList<>(lines);
      lost.remove(at);
      trueOrNothing(lost, truth);
      List<String> doubled = new ArrayList<>(lines);
      doubled.add(at, lines.get(at));
      trueOrNothing(doubled, truth);
      List<String> cut = new ArrayList<>(lines);
      String line = lines.get(at);
      cut.set(at, line.substring(0, random.nextInt(line.length())));
      trueOrNothing(cut, truth);
      List<String> foreign = new ArrayList<>(lines);
      foreign.add(at, line.replaceFirst("can0 .*", "can0 7EB#2101020304050607"));
      trueOrNothing(foreign, truth);
    }
  }

  private static void trueOrNothing(List<String> lines, Map<String, Set<Value>> truth)
      throws Exception {
    List<Reading> readings;
    try {
      readings = Logs.play(String.join("\n", lines), "hyundai-kia-400v").readings();
    } catch (DriverException e) {
      assertEquals(DriverException.Kind.BAD_DATA, e.kind(), e.getMessage());
      return;
    } catch (AssertionError e) {
      assertEquals("no format recognises it", e.getMessage());
      return;
    }
    for (Reading reading : readings) {
      if (reading.value().quality() == Quality.GOOD) {
        assertTrue(
            truth.get(reading.signal().name() + reading.index()).contains(reading.value()),
            () -> reading + " from\n" + String.join("\n", lines));
      }
    }
  }

  @Test
  void timeThatGoesBackIsRefused() throws Exception {
    DriverException e = assertThrows(DriverException.class, () -> Logs.play(candump() + candump()));
    assertTrue(e.getMessage().contains("goes back in time"), e.getMessage());
  }

  @Test
  void aLogWithoutAnswersSaysSo() {
    DriverException e =
        assertThrows(
            DriverException.class, () -> Logs.play("(1.000000) can0 123#0102\n".repeat(3)));
    assertTrue(e.getMessage().contains("3 entries"), e.getMessage());
  }
}
