package io.cellwitness.can.elm;

import io.cellwitness.can.isotp.CanFrame;
import io.cellwitness.can.isotp.Messages;
import io.cellwitness.can.uds.Adapter.Exchange;
import io.cellwitness.can.uds.Ecu;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads the answer lines of an adapter that shows identifiers (ATH1): {@code 7EC103E620101FFF7E7},
 * {@code 7EC 10 3E 62 ...}, {@code 18DAF1DB037F2231}. Frames of other responders are passed over.
 * An error anywhere, even behind good lines, makes the whole exchange suspect.
 */
public final class ElmLines {

  private static final String SEARCHING = "SEARCHING...";

  /**
   * An answer as read.
   *
   * @param exchange messages and damage
   * @param troubles what the adapter complained of
   */
  public record Answer(Exchange exchange, List<ElmTrouble> troubles) {}

  private ElmLines() {}

  /**
   * Reads an answer.
   *
   * @param lines as the adapter sent them, without the echo
   * @param ecu who was asked
   * @return messages, damage and troubles
   */
  public static Answer read(List<String> lines, Ecu ecu) {
    Messages messages = new Messages(ecu.extendedAddress().isPresent());
    List<String> damage = new ArrayList<>();
    List<ElmTrouble> troubles = new ArrayList<>();
    boolean framesCame = false;
    for (String line : lines) {
      String text = withoutSearching(ElmReply.squeezed(line));
      if (text.isEmpty()) {
        continue;
      }
      Optional<ElmTrouble> trouble = ElmTrouble.in(text);
      if (trouble.isPresent()) {
        troubles.add(trouble.get());
        continue;
      }
      Optional<CanFrame> frame = frame(text, ecu.bits());
      if (frame.isEmpty()) {
        damage.add("the adapter sent a line that is no CAN frame");
      } else {
        framesCame = true;
        if (ecu.responseId().isEmpty() || ecu.responseId().getAsInt() == frame.get().id()) {
          messages.add(frame.get());
        }
      }
    }
    damage.addAll(messages.damage());
    for (ElmTrouble trouble : troubles) {
      if (trouble != ElmTrouble.NO_DATA || framesCame) {
        damage.add("the adapter reports " + trouble);
      }
    }
    return new Answer(new Exchange(messages.whole(), damage), List.copyOf(troubles));
  }

  private static String withoutSearching(String text) {
    return text.startsWith(SEARCHING) ? text.substring(SEARCHING.length()) : text;
  }

  private static Optional<CanFrame> frame(String text, int bits) {
    int idDigits = bits == 11 ? 3 : 8;
    int dataDigits = text.length() - idDigits;
    if (dataDigits < 2 || dataDigits > 16 || dataDigits % 2 != 0) {
      return Optional.empty();
    }
    for (int i = 0; i < text.length(); i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return Optional.empty();
      }
    }
    int id = Integer.parseUnsignedInt(text, 0, idDigits, 16);
    return Optional.of(new CanFrame(id, HexFormat.of().parseHex(text, idDigits, text.length())));
  }
}
