package io.cellwitness.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.can.elm.ElmAdapter;
import io.cellwitness.can.profile.ProfileCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way from adapter bytes to readings, with a recorded car behind a fake adapter. */
class CanDriverTest {

  private static final String VIN = RecordedCar.VIN;

  private final FakeTime time = new FakeTime();
  private FakeElm elm;
  private final List<String> notes = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();

  @BeforeEach
  void recordedCar() throws Exception {
    elm = RecordedCar.kia();
  }

  private CanDriver driver(String... profile) throws Exception {
    Optional<String> id = profile.length == 0 ? Optional.empty() : Optional.of(profile[0]);
    return new CanDriver(
        new ElmAdapter(elm, time),
        ProfileCatalog.load(List.of()),
        new DriverContext(time, id, List.of(), notes::add));
  }

  private Optional<Reading> latest(Signal signal) {
    return readings.stream().filter(r -> r.signal().equals(signal)).reduce((a, b) -> b);
  }

  private double number(Signal signal) {
    return ((Value.Number) latest(signal).orElseThrow().value()).number();
  }

  /** Connects, and takes what was read meanwhile: every later poll asks. */
  private void recognise(CanDriver driver) throws Exception {
    driver.connect();
    driver.poll(readings::add);
    readings.clear();
  }

  private void readVoltage(CanDriver driver) throws Exception {
    readings.clear();
    for (int polls = 0; latest(Signals.VOLTAGE).isEmpty(); polls++) {
      assertTrue(polls < 100, "the voltage is never asked for");
      driver.poll(readings::add);
    }
  }

  @Test
  void whatTheRecognitionReadIsGivenFirstAndNotAskedTwice() throws Exception {
    CanDriver driver = driver();
    driver.connect();
    int sent = elm.sent.size();
    driver.poll(readings::add);
    assertEquals(sent, elm.sent.size());
    assertEquals(399.5, number(Signals.VOLTAGE));
    assertEquals(1, elm.sent.stream().filter("220101"::equals).count());
  }

  @Test
  void whoShowsReadingsGetsTheFirstBeforeTheCellsAreRead() throws Exception {
    List<String> before = new ArrayList<>();
    CanDriver driver = driver();
    driver.connect(
        reading -> {
          if (readings.isEmpty()) {
            before.addAll(elm.sent);
          }
          readings.add(reading);
        });
    assertTrue(before.contains("220101"), "nothing is given before the car is proved");
    assertFalse(before.contains("220102"), "the first reading waited for the cells");
    assertEquals(399.5, number(Signals.VOLTAGE));
    assertEquals(
        98, readings.stream().filter(r -> r.signal().equals(Signals.CELL_VOLTAGE)).count());
    readings.clear();
    driver.poll(readings::add);
    assertEquals(Optional.empty(), latest(Signals.CELL_VOLTAGE));
    assertEquals(1, elm.sent.stream().filter("220101"::equals).count());
  }

  /**
   * An adapter that was waiting for a car ends that first, and takes what is left for a command.
   */
  @Test
  void anAdapterInTheMiddleOfSomethingIsHeardOut() throws Exception {
    elm.rawReplies.put("ATI", new ArrayDeque<>(List.of("STOPPED\n>?", "ELM327 v1.5")));
    VehicleFacts facts = driver().connect();
    assertEquals("ELM327 v1.5", facts.link().get("firmware"));
    assertEquals("yes", facts.link().get("capability.spacesOff"));
    assertEquals(Optional.of("hyundai-kia-400v"), facts.profileId());
  }

  @Test
  void aWrongProfileIsToldBeforeAMissingAdapter(@TempDir Path own) throws Exception {
    Files.writeString(own.resolve("mine.json"), "{");
    elm.refuseOpens = 1;
    CanDriver driver =
        CanDriver.with(
            new ElmAdapter(elm, time),
            new DriverContext(time, Optional.empty(), List.of(own), notes::add));
    DriverException e = assertThrows(DriverException.class, driver::connect);
    assertEquals(DriverException.Kind.CONFIGURATION, e.kind());
    assertTrue(e.getMessage().contains("mine.json"), e.getMessage());
  }

  @Test
  void theCarIsRecognisedByProof() throws Exception {
    VehicleFacts facts = driver().connect();
    assertEquals(Optional.of(VIN), facts.vin());
    assertEquals(List.of("09 02", "22 F190"), facts.vinSources());
    assertEquals(Optional.of("hyundai-kia-400v"), facts.profileId());
    assertEquals(64, facts.profileHash().orElseThrow().length());
    assertEquals(98, facts.pack().cellsInSeries().orElseThrow());
    assertEquals(180, facts.pack().nominalAh().orElseThrow().value());
    assertEquals("ELM327 v1.5", facts.link().get("firmware"));
    assertEquals("yes", facts.link().get("capability.flowControl"));
    assertEquals("14.2", facts.link().get("supplyVolts"));
    assertEquals(List.of(), notes);
  }

  @Test
  void voltageAndCurrentComeOftenTheOdometerHardlyEver() throws Exception {
    CanDriver driver = driver();
    recognise(driver);
    double start = time.seconds();
    while (time.seconds() < start + 120) {
      assertTrue(driver.poll(readings::add));
    }
    assertEquals(399.5, number(Signals.VOLTAGE));
    assertEquals(-1.8, number(Signals.CURRENT));
    assertEquals(13_067, number(Signals.ODOMETER));
    long volts = readings.stream().filter(r -> r.signal().equals(Signals.VOLTAGE)).count();
    assertTrue(volts > 90, "voltage came " + volts + " times in 120 s");
    assertEquals(1, readings.stream().filter(r -> r.signal().equals(Signals.ODOMETER)).count());
    long cells = readings.stream().filter(r -> r.signal().equals(Signals.CELL_VOLTAGE)).count();
    assertEquals(98 * 4, cells, 98);
    Reading v = latest(Signals.VOLTAGE).orElseThrow();
    Reading i = latest(Signals.CURRENT).orElseThrow();
    assertEquals(v.at(), i.at());
    assertEquals("7EC:220101", v.source());
  }

  @Test
  void oneRequestAtATimeAndNoMoreThanTwentyASecond() throws Exception {
    CanDriver driver = driver();
    recognise(driver);
    double start = time.seconds();
    long before = requests();
    while (time.seconds() < start + 60) {
      driver.poll(readings::add);
    }
    assertTrue(requests() - before <= 60 * 20);
  }

  private long requests() {
    return elm.sent.stream().filter(line -> line.matches("[0-9A-F]+")).count();
  }

  /** Adapters this project did not write: blanks stay, echo comes back, commands are unknown. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ATS0", "ATL0", "ATAT1", "ATCRA", "ATFCSH", "ATFCSD", "ATFCSM", "ATST", "ATWS", "STI",
        "ATAR", "ATRV"
      })
  void anUnknownCommandIsNoTrouble(String command) throws Exception {
    elm.unknown = Set.of(command);
    elm.stubbornBlanks = true;
    elm.lineEnd = "\r";
    elm.chunk = 64;
    CanDriver driver = driver();
    assertEquals(Optional.of(VIN), driver.connect().vin());
    driver.poll(readings::add);
    assertEquals(399.5, number(Signals.VOLTAGE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ATH1", "ATCAF1", "ATSP6", "ATSH"})
  void anAdapterThatCannotDoTheWorkIsNamed(String command) throws Exception {
    elm.unknown = Set.of(command);
    DriverException e = assertThrows(DriverException.class, () -> driver().connect());
    assertEquals(DriverException.Kind.UNAVAILABLE, e.kind());
    assertTrue(e.getMessage().contains("use another adapter"), e.getMessage());
  }

  /** Found with an emulator of another project: it knows no 29-bit priorities. */
  @Test
  void anAdapterForShortIdentifiersOnlyStillReadsCarsThatUseThem() throws Exception {
    elm.unknown = Set.of("ATCP", "ATSP7", "ATCEA");
    elm.messages.clear();
    elm.answer("7DF", "7E8", "0100", "410080000001");
    assertEquals(Optional.of("generic-obd"), driver().connect().profileId());
  }

  @Test
  void aCloneWithoutFlowControlIsRefusedInWords() throws Exception {
    elm.unknown = Set.of("ATFC");
    elm.noFlowControl = true;
    DriverException e =
        assertThrows(DriverException.class, () -> driver("hyundai-kia-400v").connect());
    assertTrue(e.getMessage().contains("no flow control"), e.getMessage());
  }

  @Test
  void theNumberOfFramesIsToldOnceItIsKnown() throws Exception {
    CanDriver driver = driver();
    recognise(driver);
    for (int polls = 0; polls < 40; polls++) {
      driver.poll(readings::add);
    }
    // 62 bytes are a first frame and eight more.
    assertTrue(elm.sent.contains("2201019"), elm.sent.toString());
    assertEquals(399.5, number(Signals.VOLTAGE));
  }

  @Test
  void anAdapterThatDoesNotCountFramesIsNotToldAgain() throws Exception {
    elm.countsFrames = false;
    CanDriver driver = driver();
    recognise(driver);
    for (int polls = 0; polls < 40; polls++) {
      driver.poll(readings::add);
    }
    assertEquals(1, elm.sent.stream().filter(line -> line.matches("[0-9A-F]{7}")).count());
    assertTrue(
        readings.stream()
            .noneMatch(
                r -> r.value().quality() != Quality.GOOD && r.signal().equals(Signals.VOLTAGE)));
    assertEquals(399.5, number(Signals.VOLTAGE));
  }

  @Test
  void contradictingVinsGiveNone() throws Exception {
    elm.answer("7E4", "7EC", "22F190", "62F190" + RecordedCar.hex("KNACC81GFL5099999"));
    VehicleFacts facts = driver().connect();
    assertEquals(Optional.empty(), facts.vin());
    assertTrue(notes.get(0).contains("different VINs"));
    assertFalse(notes.toString().contains("KNACC"));
  }

  @Test
  void anUnknownCarFallsBackToGenericObdAndSaysSo() throws Exception {
    elm.messages.clear();
    elm.answer("7DF", "7E8", "0100", "410080000001");
    elm.answer("7DF", "7E8", "015B", "415BC0");
    elm.answer("7DF", "7E8", "019A", "419A06005E80FFF0");
    CanDriver driver = driver();
    VehicleFacts facts = driver.connect();
    assertEquals(Optional.of("generic-obd"), facts.profileId());
    assertEquals(PackFacts.UNKNOWN, facts.pack());
    assertTrue(notes.get(0).contains("not known"), notes.toString());
    for (int i = 0; i < 10; i++) {
      driver.poll(readings::add);
    }
    assertEquals(0xC0 * 100 / 255.0, number(Signals.SOC_DISPLAYED));
    assertEquals(0x5E80 / 64.0, number(Signals.VOLTAGE));
    assertEquals(Quality.MISSING, latest(Signals.CURRENT).orElseThrow().quality());
    assertEquals(Quality.MISSING, latest(Signals.SOH).orElseThrow().quality());
  }

  @Test
  void aSilentCarIsNoCar() throws Exception {
    elm.messages.clear();
    DriverException e = assertThrows(DriverException.class, () -> driver().connect());
    assertEquals(DriverException.Kind.UNAVAILABLE, e.kind());
    assertTrue(e.getMessage().contains("ignition"), e.getMessage());
  }

  @Test
  void aPackOfAnUnknownSizeIsNotGuessed() throws Exception {
    elm.answer("7E4", "7EC", "220104", "620104FFFFFFFF" + "00".repeat(32) + "AA");
    assertEquals(PackFacts.UNKNOWN, driver().connect().pack());
    assertTrue(notes.get(0).contains("66 cells"), notes.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NO DATA",
        "CAN ERROR",
        "BUFFER FULL",
        "STOPPED",
        "7EC037F2222",
        "7EC037F2233",
        "7EC103E620101FFF7E7\nBUFFER FULL",
        "7EC0562010102",
        "7EC0462010200",
        "gibberish"
      })
  void aFailedAnswerIsAReadingWithoutValue(String reply) throws Exception {
    CanDriver driver = driver();
    recognise(driver);
    elm.rawReplies.put("220101", new ArrayDeque<>(List.of(reply)));
    readVoltage(driver);
    Reading volts = latest(Signals.VOLTAGE).orElseThrow();
    assertEquals(Quality.MISSING, volts.quality());
    assertEquals(Quality.MISSING, latest(Signals.CURRENT).orElseThrow().quality());
  }

  @Test
  void oneDamagedAnswerIsAskedAgain() throws Exception {
    CanDriver driver = driver();
    recognise(driver);
    String good = frames();
    elm.rawReplies.put("220101", new ArrayDeque<>(List.of("STOPPED", "7EC037F2221", good)));
    readVoltage(driver);
    assertEquals(383.8, number(Signals.VOLTAGE));
  }

  @Test
  void pendingIsWaitedForWithinLimits() throws Exception {
    CanDriver driver = driver();
    recognise(driver);
    String pending = "7EC037F2278";
    elm.rawReplies.put(
        "220101", new ArrayDeque<>(List.of(pending, "NO DATA", pending + "\n" + frames())));
    readVoltage(driver);
    assertEquals(383.8, number(Signals.VOLTAGE));
    assertTrue(elm.sent.contains("ATSTFF"));
    elm.rawReplies.put("220101", new ArrayDeque<>(List.of(pending)));
    long before = requests();
    time.sleep(java.time.Duration.ofSeconds(2));
    readVoltage(driver);
    assertEquals(Quality.MISSING, latest(Signals.VOLTAGE).orElseThrow().quality());
    assertTrue(requests() - before < 20);
  }

  private static String frames() throws Exception {
    return Captures.candump("kia-eniro.log").get(0).response();
  }

  /**
   * A dip of the supply wipes the adapter's settings: it is set up again before the next request.
   */
  @Test
  void lowVoltageResetSetsUpAgain() throws Exception {
    CanDriver driver = driver();
    recognise(driver);
    int before = elm.sent.size();
    elm.rawReplies.put("220101", new ArrayDeque<>(List.of("LV RESET", frames())));
    readVoltage(driver);
    assertEquals(383.8, number(Signals.VOLTAGE));
    assertTrue(elm.sent.subList(before, elm.sent.size()).contains("ATH1"));
  }

  @Test
  void aLostLinkIsOpenedAgain() throws Exception {
    CanDriver driver = driver();
    recognise(driver);
    elm.unplugged = true;
    elm.refuseOpens = 3;
    double before = time.seconds();
    assertTrue(driver.poll(readings::add));
    assertTrue(time.seconds() - before < 5);
    assertTrue(notes.get(0).contains("attached again"));
    readVoltage(driver);
    assertEquals(399.5, number(Signals.VOLTAGE));
  }

  @Test
  void aLinkThatStaysAwayIsGivenUp() throws Exception {
    CanDriver driver = driver();
    recognise(driver);
    elm.unplugged = true;
    elm.refuseOpens = 1_000;
    assertEquals(
        DriverException.Kind.UNAVAILABLE,
        assertThrows(DriverException.class, () -> driver.poll(readings::add)).kind());
  }

  @Test
  void aCarThatFallsAsleepEndsTheReading() throws Exception {
    CanDriver driver = driver();
    recognise(driver);
    elm.messages.clear();
    DriverException e =
        assertThrows(
            DriverException.class,
            () -> {
              for (int i = 0; i < 1_000; i++) {
                driver.poll(readings::add);
              }
            });
    assertTrue(e.getMessage().contains("stopped answering"), e.getMessage());
    assertTrue(
        readings.stream()
            .allMatch(r -> r.quality() != Quality.GOOD || r.signal().equals(Signals.LOW_VOLTAGE)));
  }

  @Test
  void theTwelveVoltBatteryIsNotEmptied() throws Exception {
    CanDriver driver = driver();
    recognise(driver);
    elm.volts = "11.7V";
    DriverException e =
        assertThrows(
            DriverException.class,
            () -> {
              for (int i = 0; i < 1_000; i++) {
                driver.poll(readings::add);
              }
            });
    assertTrue(e.getMessage().contains("11.7 V"), e.getMessage());
    assertTrue(time.seconds() < 40, "stopped after " + time.seconds());
  }

  /** However short each check is: none goes on below 12.0 V. */
  @Test
  void aCheckBegunWithAnEmptyTwelveVoltBatteryEndsWithinSeconds() throws Exception {
    elm.volts = "11.7V";
    CanDriver driver = driver();
    recognise(driver);
    double begun = time.seconds();
    DriverException e =
        assertThrows(
            DriverException.class,
            () -> {
              for (int i = 0; i < 1_000; i++) {
                driver.poll(readings::add);
              }
            });
    assertTrue(e.getMessage().contains("11.7 V"), e.getMessage());
    assertTrue(time.seconds() - begun < 6, "stopped after " + (time.seconds() - begun));
  }

  @Test
  void closingEndsPolling() throws Exception {
    CanDriver driver = driver();
    recognise(driver);
    driver.close();
    driver.close();
    assertFalse(driver.poll(readings::add));
  }
}
