package io.cellwitness.simulator.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.simulator.ManualTime;
import io.cellwitness.simulator.car.BatteryManagement;
import io.cellwitness.simulator.car.HyundaiKia400V;
import io.cellwitness.simulator.pack.PackSpec;
import io.cellwitness.simulator.pack.SimulatedPack;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over a real socket, as the agent sees it. */
@Timeout(60)
class Elm327EmulatorTest {

  private static final String VIN = "KMHK3815GKU000001";

  private final ManualTime time = new ManualTime();
  private Elm327Emulator emulator;
  private Socket socket;

  @BeforeEach
  void plugIn() throws IOException {
    emulator = start(AdapterModel.CLONE);
    socket = connect();
  }

  @AfterEach
  void unplug() throws IOException {
    socket.close();
    emulator.close();
  }

  @Test
  void saysWhoItIsAfterAReset() throws IOException {
    assertEquals("ATZ\r\rELM327 v1.5\r\r>", ask("ATZ"));
    assertEquals("ATE0\rOK\r\r>", ask("ATE0"));
    assertEquals("ELM327 v1.5\r\r>", ask("at i"));
    assertEquals("OBDII to RS232 Interpreter\r\r>", ask("AT@1"));
    assertEquals("14.3V\r\r>", ask("ATRV"));
    assertEquals("?\r\r>", ask("STI"), "a copy does not know the commands of an STN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ATL0",
        "ATS0",
        "ATH1",
        "ATSP6",
        "ATTP6",
        "ATSH7E4",
        "ATCRA7EC",
        "ATCRA",
        "ATAR",
        "ATFCSH7E4",
        "ATFCSD300000",
        "ATFCSM0",
        "ATCAF1",
        "ATAT1",
        "ATAT2",
        "ATST64",
        "ATAL",
        "ATCFC1",
        "ATD",
        "ATSPA6",
        "ATCRA18DAF1DB"
      })
  void knowsTheSettings(String command) throws IOException {
    ask("ATE0");
    assertEquals("OK\r\r>", ask(command));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ATXY",
        "AT",
        "ATSP",
        "ATSPZ",
        "ATSH8E4",
        "ATSH7",
        "ATFCSM1",
        "ATFCSM2",
        "ATFCSM3",
        "ATFCSD",
        "ATST",
        "ATAT3",
        "ATE2",
        "ATPP2CSV00",
        "HELLO",
        "2",
        "22010122010122010122",
        "STPX",
        "02AB"
      })
  void answersAQuestionMarkToWhatItDoesNotKnow(String command) throws IOException {
    ask("ATE0");
    ask("ATSP6");
    String answer = ask(command);
    // A request is no unknown command, but nobody answers this one.
    assertEquals(command.equals("02AB") ? "NO DATA\r\r>" : "?\r\r>", answer);
  }

  @Test
  void givesOnlyTheFirstFrameUntilFlowControlIsSetUp() throws IOException {
    setUp("ATE0", "ATS0", "ATH1", "ATSP6", "ATSH7E4", "ATCRA7EC");
    List<String> first = lines(ask("220101"));
    assertEquals(1, first.size());
    assertTrue(first.get(0).startsWith("7EC103E620101"), first.get(0));
    setUp("ATFCSH7E4", "ATFCSD300000", "ATFCSM1");
    List<String> all = lines(ask("220101"));
    assertEquals(9, all.size());
    for (int i = 1; i < 9; i++) {
      assertTrue(all.get(i).startsWith("7EC2" + i), all.get(i));
      assertEquals(3 + 16, all.get(i).length());
    }
  }

  @Test
  void flowControlToTheWrongUnitDoesNotHelp() throws IOException {
    setUp("ATE0", "ATS0", "ATH1", "ATSP6", "ATSH7E4", "ATFCSH7E3", "ATFCSD300000", "ATFCSM1");
    assertEquals(1, lines(ask("220101")).size());
  }

  @Test
  void anIdOfTheWrongLengthForFlowControlDoesNoHarm() throws IOException {
    setUp("ATE0", "ATSP6", "ATSH7E4", "ATFCSH18DADBF1", "ATFCSD30", "ATFCSM1");
    assertEquals(2, lines(ask("220101")).size(), "length and first line");
    assertEquals("ELM327 v1.5\r\r>", ask("ATI"));
  }

  @Test
  void stopsAfterTheNumberOfFramesAskedFor() throws IOException {
    setUp("ATE0", "ATS0", "ATH1", "ATSP6", "ATSH7E4", "ATFCSH7E4", "ATFCSD300000", "ATFCSM1");
    long before = time.now().monotonicNanos();
    assertEquals(9, lines(ask("2201019")).size());
    long counted = time.now().monotonicNanos() - before;
    assertEquals(9, lines(ask("220101")).size());
    long waited = time.now().monotonicNanos() - before - counted;
    assertEquals(60_000_000, waited - counted, "the count saves the wait for more");
    assertEquals(2, lines(ask("2201012")).size());
  }

  @Test
  void showsFramesInEveryFormat() throws IOException {
    setUp("ATE0", "ATSP6", "ATSH7E4");
    assertEquals("7F 22 31", lines(ask("22 01 99")).get(0));
    setUp("ATH1");
    assertEquals("7EC 03 7F 22 31 AA AA AA AA", lines(ask("220199")).get(0));
    setUp("ATH0", "ATCAF0");
    assertEquals("03 7F 22 31 AA AA AA AA", lines(ask("03220199")).get(0));
    setUp("ATCAF1", "ATS0", "ATFCSH7E4", "ATFCSD300000", "ATFCSM1");
    List<String> segmented = lines(ask("22F190"));
    assertEquals("014", segmented.get(0));
    assertTrue(segmented.get(1).startsWith("0:62F190"), segmented.get(1));
    assertTrue(segmented.get(2).startsWith("1:"), segmented.get(2));
    setUp("ATL1");
    assertEquals("7F2231\r\n\r\n>", ask("220199"));
  }

  @Test
  void readsTheVinFromEverybody() throws IOException {
    setUp("ATE0", "ATS0", "ATH1", "ATSP6");
    List<String> lines = lines(ask("0902"));
    assertEquals(6, lines.size(), "two units with three frames each: " + lines);
    assertEquals(3, lines.stream().filter(l -> l.startsWith("7EB")).count());
    assertTrue(lines.get(1).startsWith("7EC"), "units interleave: " + lines);
  }

  @Test
  void waitsAndSaysNoData() throws IOException {
    setUp("ATE0", "ATSP6", "ATSH7E5");
    long before = time.now().monotonicNanos();
    assertEquals("NO DATA\r\r>", ask("220101"));
    assertEquals(205_000_000, time.now().monotonicNanos() - before);
    setUp("ATSH7E4", "ATCRA7EB");
    assertEquals("NO DATA\r\r>", ask("220101"), "the filter lets nothing pass");
  }

  @Test
  void searchesWhenNoProtocolWasChosen() throws IOException {
    setUp("ATE0", "ATS0");
    assertEquals(List.of("SEARCHING...", "410080000001", "410080000001"), lines(ask("0100")));
    assertEquals("6", lines(ask("ATDPN")).get(0));
    setUp("ATSP7");
    assertEquals("NO DATA\r\r>", ask("0100"));
  }

  @Test
  void aBareReturnRepeatsTheLastCommand() throws IOException {
    setUp("ATE0");
    ask("ATI");
    assertEquals("ELM327 v1.5\r\r>", ask(""));
  }

  @Test
  void aCharacterDuringAnAnswerStopsIt() throws IOException {
    setUp("ATE0", "ATS0", "ATH1", "ATSP6", "ATSH7E4");
    socket.getOutputStream().write("220101\rX".getBytes(StandardCharsets.US_ASCII));
    assertTrue(prompt().contains("STOPPED"));
  }

  @Test
  void linesWithoutEndAreBounded() throws IOException {
    setUp("ATE0");
    assertEquals("?\r\r>", ask("A".repeat(100_000)));
    assertEquals("ELM327 v1.5\r\r>", ask("ATI"));
  }

  @Test
  void canLoseALine() throws IOException {
    setUp("ATE0", "ATS0", "ATH1", "ATSP6", "ATSH7E4", "ATFCSH7E4", "ATFCSD300000", "ATFCSM1");
    emulator.inject(Fault.DROP_LINE, 1);
    assertEquals(9, lines(ask("220101")).size());
    List<String> damaged = lines(ask("220101"));
    assertEquals(8, damaged.size());
    assertTrue(damaged.get(2).startsWith("7EC23"), damaged.toString());
    assertEquals(9, lines(ask("220101")).size());
  }

  @Test
  void canCutTheConnectionAndServesTheNextClient() throws IOException {
    setUp("ATE0", "ATSP6", "ATSH7E4");
    emulator.inject(Fault.CUT_CONNECTION, 0);
    assertThrows(EOFException.class, () -> ask("220199"));
    socket.close();
    socket = connect();
    assertEquals("ATI\rELM327 v1.5\r\r>", ask("ATI"), "the next client finds it as after a reset");
  }

  @Test
  void closesWhileAClientIsConnected() throws IOException {
    ask("ATI");
    emulator.close();
    assertThrows(IOException.class, () -> ask("ATI"));
    assertThrows(ConnectException.class, this::connect);
    emulator.close();
  }

  @ParameterizedTest
  @CsvSource({"CLONE, 1", "STN, 9"})
  void adaptersDifferInAutomaticFlowControl(String model, int expected) throws IOException {
    emulator.close();
    emulator = start(model.equals("STN") ? AdapterModel.STN : AdapterModel.CLONE);
    socket.close();
    socket = connect();
    setUp("ATE0", "ATSP6", "ATSH7E4", "ATH1");
    assertEquals(expected, lines(ask("220101")).size());
    assertEquals(model.equals("STN") ? "STN1130 v4.0.1" : "?", lines(ask("STI")).get(0));
  }

  private Elm327Emulator start(AdapterModel model) throws IOException {
    SimulatedPack pack = new SimulatedPack(new PackSpec(98, 180, 150, 0.5, 18), time, 3);
    return new Elm327Emulator(
        model, HyundaiKia400V.build(new BatteryManagement(pack, 3), VIN, 96_412, () -> {}), time);
  }

  private Socket connect() throws IOException {
    Socket connected = new Socket(InetAddress.getLoopbackAddress(), emulator.port());
    connected.setSoTimeout(10_000);
    return connected;
  }

  private void setUp(String... commands) throws IOException {
    for (String command : commands) {
      String answer = ask(command);
      assertTrue(answer.contains("OK"), command + ": " + answer);
    }
  }

  private String ask(String command) throws IOException {
    socket.getOutputStream().write((command + "\r").getBytes(StandardCharsets.US_ASCII));
    return prompt();
  }

  private String prompt() throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(">") < 0) {
      int c = socket.getInputStream().read();
      if (c < 0) {
        throw new EOFException("connection ended after " + text);
      }
      text.append((char) c);
    }
    assertFalse(text.length() > 200_000);
    return text.toString();
  }

  private static List<String> lines(String answer) {
    return Arrays.stream(answer.replace(">", "").split("[\r\n]+"))
        .filter(line -> !line.isBlank())
        .toList();
  }
}
