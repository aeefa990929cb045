package io.cellwitness.can.elm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.can.uds.Adapter.Exchange;
import io.cellwitness.can.uds.Ecu;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElmLinesTest {

  private static final Ecu BMS = Ecu.plain(0x7E4, 0x7EC, 11);

  private static Exchange read(Ecu ecu, String... lines) {
    return ElmLines.read(Arrays.asList(lines), ecu).exchange();
  }

  @Test
  void blanksMayBeThereOrNot() {
    for (String line : List.of("7EC 03 7F 22 31 ", "7EC037F2231", "7ec 03 7f 22 31 AA AA AA AA")) {
      Exchange exchange = read(BMS, line);
      assertEquals(List.of(), exchange.damage());
      assertArrayEquals(HexFormat.of().parseHex("7F2231"), exchange.messages().get(0).payload());
    }
  }

  @Test
  void longIdentifiersAndExtendedAddresses() {
    Ecu lbc = Ecu.plain(0x18DADBF1, 0x18DAF1DB, 29);
    assertEquals(1, read(lbc, "18 DA F1 DB 03 7F 22 31").messages().size());
    assertEquals(1, read(lbc, "18DAF1DB037F2231AAAAAAAA").messages().size());
    Ecu sme = new Ecu(0x6F1, OptionalInt.of(0x607), 11, OptionalInt.of(7), 0);
    Exchange exchange = read(sme, "607F110076263350000", "607F121005DFFFFFFFF");
    assertEquals(List.of(), exchange.damage());
    assertArrayEquals(
        HexFormat.of().parseHex("6263350000005D"), exchange.messages().get(0).payload());
  }

  @Test
  void foreignRespondersArePassedOver() {
    Exchange exchange = read(BMS, "7EB037F2211", "7EC037F2231", "7E8 10 14 49 02 01 41 42 43");
    assertEquals(List.of(), exchange.damage());
    assertEquals(1, exchange.messages().size());
  }

  @Test
  void silenceIsNoDamage() {
    assertEquals(new Exchange(List.of(), List.of()), read(BMS, "SEARCHING...", "NO DATA"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CAN ERROR",
        "BUS BUSY",
        "BUS ERROR",
        "FB ERROR",
        "DATA ERROR",
        "<DATA ERROR",
        "<RX ERROR",
        "BUFFER FULL",
        "STOPPED",
        "UNABLE TO CONNECT",
        "ERR94",
        "ERR71",
        "LV RESET",
        "ACT ALERT",
        "!ACT ALERT",
        "LP ALERT",
        "FC RX TIMEOUT",
        "OUT OF MEMORY",
        "UART RX OVERFLOW",
        "?",
        "7EC 21 FF <DATA ERROR",
        "7EC 21 FF <RX ERROR",
        "hello",
        "7EC 2",
        "7EC 10 3E 62 01 01 FF FF FF FF"
      })
  void anErrorBehindGoodLinesMakesAllOfItSuspect(String error) {
    Exchange exchange = read(BMS, "7EC037F2231", error);
    assertFalse(exchange.damage().isEmpty());
    assertFalse(read(BMS, error).damage().isEmpty());
  }

  @Test
  void lowVoltageResetAsksForANewSetUp() {
    List<ElmTrouble> troubles = ElmLines.read(List.of("LV RESET"), BMS).troubles();
    assertTrue(troubles.get(0).needsSetUp());
    assertFalse(ElmTrouble.STOPPED.needsSetUp());
  }
}
