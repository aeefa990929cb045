package io.cellwitness.can.slcan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.can.uds.Adapter.Exchange;
import io.cellwitness.can.uds.Ecu;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlcanAdapterTest {

  private static final Ecu BMS = Ecu.plain(0x7E4, 0x7EC, 11);
  private static final String ASK = "t7E480322F19000000000";
  private static final List<String> VIN =
      List.of("t7EC8101462F190414243", "t7EC82144454647484A4B", "t7EC8224C4D4E50525354");

  private static byte[] request(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static FakeSlcan stick(FakeSlcan.Style style) {
    FakeSlcan stick = new FakeSlcan(style);
    stick.answers.put(ASK, VIN);
    return stick;
  }

  private static Exchange ask(FakeSlcan stick) throws Exception {
    SlcanAdapter adapter = new SlcanAdapter(stick);
    adapter.open();
    return adapter.exchange(BMS, request("22F190"), false);
  }

  @ParameterizedTest
  @EnumSource(FakeSlcan.Style.class)
  void firmwaresMayAcknowledgeOrNot(FakeSlcan.Style style) throws Exception {
    for (int chunk = 1; chunk < 30; chunk++) {
      FakeSlcan stick = stick(style);
      stick.chunk = chunk;
      stick.stamp = chunk % 2 == 0 ? "EA5F" : "";
      Exchange exchange = ask(stick);
      assertEquals(List.of(), exchange.damage());
      assertEquals(20, exchange.messages().get(0).payload().length);
    }
  }

  /** The clock of the stick begins anew in the middle of a message; that changes nothing. */
  @ParameterizedTest
  @EnumSource(FakeSlcan.Style.class)
  void stampsThatWrapInsideAMessageAreTakenOff(FakeSlcan.Style style) throws Exception {
    for (String wrap : List.of("EA5F", "0000", "0001", "FFFF")) {
      FakeSlcan stick = stick(style);
      stick.answers.put(ASK, List.of(VIN.get(0) + "EA5E", VIN.get(1) + wrap, VIN.get(2) + "0002"));
      Exchange exchange = ask(stick);
      assertEquals(List.of(), exchange.damage());
      assertEquals(20, exchange.messages().get(0).payload().length);
    }
  }

  /** A lost frame is damage in each style; why, only those can say that answer to F. */
  @ParameterizedTest
  @EnumSource(FakeSlcan.Style.class)
  void aLostFrameIsToldWithWhatTheStickSaysOfIt(FakeSlcan.Style style) throws Exception {
    FakeSlcan stick = new FakeSlcan(style);
    stick.answers.put(ASK, List.of(VIN.get(0), VIN.get(2)));
    stick.status = "F88";
    Exchange exchange = ask(stick);
    assertEquals(List.of(), exchange.messages());
    String said = exchange.damage().get(0);
    assertTrue(said.contains("frame 2 came instead of 1"), said);
    boolean answers = style != FakeSlcan.Style.SILENT;
    assertEquals(
        answers, said.contains("it lost frames") && said.contains("the bus is disturbed"), said);
    assertEquals(answers, stick.sent.contains("F"), "asked F");
  }

  /** Whether a stick acknowledges and tells its status is found out, not assumed. */
  @ParameterizedTest
  @EnumSource(FakeSlcan.Style.class)
  void theStyleOfAStickIsFoundOut(FakeSlcan.Style style) throws Exception {
    SlcanAdapter adapter = new SlcanAdapter(stick(style));
    adapter.open();
    String expected = style == FakeSlcan.Style.SILENT ? "no" : "yes";
    assertEquals(
        Map.of("capability.acknowledges", expected, "capability.statusFlags", expected),
        adapter.tryFeatures());
  }

  /** V is asked before anything else: in some firmwares the other letters mean other things. */
  @Test
  void theVersionIsAskedFirstAndTheBusOpenedLast() throws Exception {
    FakeSlcan stick = stick(FakeSlcan.Style.LAWICEL);
    SlcanAdapter adapter = new SlcanAdapter(stick);
    adapter.open();
    assertEquals(List.of("V", "C", "V", "S6", "O"), stick.sent);
    assertEquals("V1013", adapter.facts().get("firmware"));
  }

  @Test
  void flowControlGoesToThePhysicalAddressAfterEachBlock() throws Exception {
    FakeSlcan stick = stick(FakeSlcan.Style.LAWICEL);
    stick.blockSize = 1;
    SlcanAdapter adapter = new SlcanAdapter(stick);
    adapter.open();
    Ecu slow = new Ecu(0x7E4, OptionalInt.of(0x7EC), 11, OptionalInt.empty(), 1);
    Exchange exchange = adapter.exchange(slow, request("22F190"), false);
    assertEquals(20, exchange.messages().get(0).payload().length);
    assertEquals(2, stick.sent.stream().filter("t7E483001000000000000"::equals).count());
  }

  @Test
  void extendedAddressingStandsInFrontOfEachFrame() throws Exception {
    FakeSlcan stick = new FakeSlcan(FakeSlcan.Style.SILENT);
    stick.answers.put("t6F18070322DD68000000", List.of("t6078F10562DD6891CA00"));
    stick.answers.put(
        "t6F18070322DFA0000000", List.of("t6078F1100A62DFA01181", "t6078F121127F120F97C2"));
    SlcanAdapter adapter = new SlcanAdapter(stick);
    adapter.open();
    Ecu sme = new Ecu(0x6F1, OptionalInt.of(0x607), 11, OptionalInt.of(7), 0);
    assertArrayEquals(
        request("62DD6891CA"),
        adapter.exchange(sme, request("22DD68"), false).messages().get(0).payload());
    assertEquals(
        10, adapter.exchange(sme, request("22DFA0"), false).messages().get(0).payload().length);
    assertTrue(stick.sent.contains("t6F180730000000000000"));
  }

  @Test
  void everyResponderOfAFunctionalRequestIsHeard() throws Exception {
    FakeSlcan stick = new FakeSlcan(FakeSlcan.Style.LAWICEL);
    stick.answers.put(
        "t7DF80209020000000000",
        List.of(
            "t7E881014490201414243",
            "t7EA8037F091100000000",
            "t7E8821454647484A4B4C",
            "t7E88224D4E5052535455"));
    SlcanAdapter adapter = new SlcanAdapter(stick);
    adapter.open();
    Exchange exchange = adapter.exchange(Ecu.EVERYBODY_11, request("0902"), false);
    assertEquals(List.of(), exchange.damage());
    assertEquals(2, exchange.messages().size());
    assertTrue(stick.sent.contains("t7E083000000000000000"));
  }

  /** Other traffic, also with the answer's number on the other width, changes nothing. */
  @Test
  void foreignFramesArePassedOver() throws Exception {
    FakeSlcan stick = stick(FakeSlcan.Style.LAWICEL);
    stick.noise = "t54281122334455667788\rT000007EC81122334455667788\r";
    assertEquals(20, ask(stick).messages().get(0).payload().length);
  }

  @Test
  void silenceIsAnEmptyExchange() throws Exception {
    FakeSlcan stick = new FakeSlcan(FakeSlcan.Style.LAWICEL);
    assertEquals(new Exchange(List.of(), List.of()), ask(stick));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\007", "t7EC8", "t7EC9112233\r", "t7EC81122x\r", "t7EC821\r"})
  void lostCharactersAndRefusalsAreDamage(String noise) throws Exception {
    FakeSlcan stick = stick(FakeSlcan.Style.LAWICEL);
    stick.noise = noise;
    assertFalse(ask(stick).damage().isEmpty());
  }

  /** A frame lost, doubled or out of place never gives another message than the true one. */
  @Test
  void damagedSequencesGiveNoMessage() throws Exception {
    for (int i = 0; i < VIN.size(); i++) {
      List<String> lost = new ArrayList<>(VIN);
      lost.remove(i);
      List<String> doubled = new ArrayList<>(VIN);
      doubled.add(i, VIN.get(i));
      for (List<String> frames : List.of(lost, doubled)) {
        FakeSlcan stick = new FakeSlcan(FakeSlcan.Style.SILENT);
        stick.answers.put(ASK, frames);
        Exchange exchange = ask(stick);
        boolean right =
            exchange.damage().isEmpty()
                && exchange.messages().stream().allMatch(m -> m.payload().length == 20);
        assertTrue(right || !exchange.damage().isEmpty(), frames.toString());
      }
    }
  }
}
