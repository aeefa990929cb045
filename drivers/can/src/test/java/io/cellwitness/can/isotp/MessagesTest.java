package io.cellwitness.can.isotp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.can.Captures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

  private static Messages of(String... frames) {
    Messages messages = new Messages(false);
    for (String frame : frames) {
      messages.add(new CanFrame(0x7EC, HexFormat.of().parseHex(frame)));
    }
    return messages;
  }

  @Test
  void paddingIsCutByLength() {
    assertArrayEquals(
        HexFormat.of().parseHex("7F2231"), of("037F2231AAAAAAAA").whole().get(0).payload());
    assertArrayEquals(
        HexFormat.of().parseHex("620101FFFFFFFFFF"),
        of("1008620101FFFFFF", "21FFFFAAAAAAAAAA").whole().get(0).payload());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // a frame lost, doubled, swapped, foreign, cut off, of unknown type, too long or short
        "1014490201000000,2200000000000000",
        "1014490201000000,2100000000000000,2100000000000000,2200000000000000",
        "2100000000000000",
        "1014490201000000",
        "1014490201000000,2100000000000000",
        "1014490201000000,21000000",
        "1014490201000000,1015490201000000,2100000000000000,2200000000000000",
        "1014490201000000,037F2278AAAAAAAA",
        "0F00000000000000",
        "00AAAAAAAAAAAAAA",
        "0362",
        "1007490201000000",
        "1000000010004902",
        "4014490201000000",
        "1014",
        "1008620101FFFFFF,21FFFFAAAAAAAAAA,22AAAAAAAAAAAAAA"
      })
  void whateverIsOutOfOrderIsDamage(String frames) {
    assertFalse(of(frames.split(",")).damage().isEmpty());
  }

  /** Gateways repeat first frames; nothing is lost by that. */
  @Test
  void aDoubledFirstFrameIsNoDamage() {
    Messages messages =
        of("1014490201000000", "1014490201000000", "2100000000000000", "2200000000000000");
    assertEquals(List.of(), messages.damage());
    assertEquals(20, messages.whole().get(0).payload().length);
  }

  /** The sequence number goes 15, 0, 1 in long messages. */
  @Test
  void sequenceNumbersWrap() {
    List<String> frames = new ArrayList<>(List.of("1FFF220000000000"));
    for (int n = 1; frames.size() < 1 + (4095 - 6 + 6) / 7; n++) {
      frames.add(String.format("2%X", n & 15) + "00".repeat(7));
    }
    Messages messages = of(frames.toArray(String[]::new));
    assertEquals(List.of(), messages.damage());
    assertEquals(4_095, messages.whole().get(0).payload().length);
  }

  /** Recorded: two control units of a Kona answer one functional request frame by frame. */
  @Test
  void interleavedRespondersOfARealCarAreToldApart() throws Exception {
    Messages messages = new Messages(false);
    List<String> names = new ArrayList<>();
    for (CanFrame frame : Captures.gvret("kona-2021-scan.csv")) {
      if (frame.id() >= 0x7E8 && frame.id() <= 0x7EF) {
        messages.add(frame);
      }
    }
    for (Messages.Message message : messages.whole()) {
      if (message.payload()[0] == 0x49
          && message.payload()[1] == 0x0A
          && message.payload().length > 4) {
        byte[] text = java.util.Arrays.copyOfRange(message.payload(), 3, message.payload().length);
        names.add(new String(text, StandardCharsets.US_ASCII).replace("\0", ""));
      }
    }
    assertEquals(List.of(), messages.damage());
    assertTrue(names.contains("BECM-B+EnergyCtrl"), names.toString());
    assertTrue(names.contains("BCCM-B+ChargerCtrl"), names.toString());
  }
}
