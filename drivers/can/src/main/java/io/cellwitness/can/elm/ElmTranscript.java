package io.cellwitness.can.elm;

import io.cellwitness.can.log.Entry;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Follows what was said to an ELM327 and what it answered, and gives the requests among it. */
public final class ElmTranscript {

  private static final int USUAL_PRIORITY = 0x18;

  private String command = "";
  private ElmParser.State reply = ElmParser.START;
  private int bits;
  private int header;
  private int headerBits;
  private int priority = USUAL_PRIORITY;
  private OptionalInt extendedAddress = OptionalInt.empty();

  /**
   * Takes what was sent: one whole line, as the guard lets out.
   *
   * @param text with its carriage return
   */
  public void out(String text) {
    command = text.strip();
    reply = ElmParser.START;
    if (command.equals("ATZ") || command.equals("ATWS") || command.equals("ATD")) {
      reset();
    }
  }

  /** A setting counts once the adapter has said OK; one it does not know changes nothing. */
  private void accepted() {
    if (command.equals("ATSP6") || command.equals("ATSP7")) {
      bits = command.equals("ATSP6") ? 11 : 29;
    } else if (command.matches("ATSH([0-9A-F]{3}|[0-9A-F]{6})")) {
      header = Integer.parseInt(command.substring(4), 16);
      headerBits = command.length() == 7 ? 11 : 29;
    } else if (command.matches("ATCP[0-9A-F]{2}")) {
      priority = Integer.parseInt(command.substring(4), 16);
    } else if (command.matches("ATCEA([0-9A-F]{2})?")) {
      extendedAddress =
          command.length() == 5
              ? OptionalInt.empty()
              : OptionalInt.of(Integer.parseInt(command.substring(5), 16));
    }
  }

  private void reset() {
    bits = 0;
    headerBits = 0;
    priority = USUAL_PRIORITY;
    extendedAddress = OptionalInt.empty();
  }

  /**
   * Takes what came.
   *
   * @param nanos when
   * @param text one character for each byte
   * @return the request that is complete with it; none for settings
   */
  public List<Entry> in(long nanos, String text) {
    if (reply instanceof ElmParser.Complete) {
      // Nobody asked for more: what is in doubt was thrown away by the session too.
      return List.of(new Entry.Gap(nanos));
    }
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    reply = reply.feed(bytes, bytes.length);
    if (!(reply instanceof ElmParser.Complete complete)) {
      return List.of();
    }
    if (complete.surplus() > 0) {
      return List.of(new Entry.Gap(nanos));
    }
    List<String> lines = complete.reply().withoutEcho(command).lines();
    if (command.startsWith("AT") && complete.reply().isOk()) {
      accepted();
      return List.of();
    }
    if (command.equals("ATRV")) {
      OptionalDouble volts = complete.reply().withoutEcho(command).volts();
      return volts.isPresent() ? List.of(new Entry.Supply(nanos, volts.getAsDouble())) : List.of();
    }
    boolean request = command.matches("[0-9A-F]{2,15}") && bits != 0 && headerBits == bits;
    return request ? List.of(reply(nanos, lines)) : List.of();
  }

  private Entry reply(long nanos, List<String> lines) {
    int id = bits == 11 ? header : priority << 24 | header;
    byte[] bytes = HexFormat.of().parseHex(command, 0, command.length() & ~1);
    return new Entry.Reply(nanos, id, bits, extendedAddress, bytes, lines);
  }
}
