package io.cellwitness.can.elm;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the byte stream of an adapter into replies. A reply ends with the prompt {@code >}; lines
 * end with carriage return, line feed or both; NUL bytes, which ELM327 chips insert now and then,
 * mean nothing (ELM327 data sheet, "Communicating with the ELM327").
 *
 * <p>{@code State s = ElmParser.START; s = s.feed(chunk, n);} until it is {@link Complete} or
 * {@link Overflow}.
 */
public final class ElmParser {

  /** Longest reply, characters: one message of 4 095 bytes takes about 15 000. */
  static final int LONGEST_REPLY = 65_536;

  /** Nothing received yet. */
  public static final State START = new Collecting("");

  private ElmParser() {}

  /** How far the present reply is. */
  public sealed interface State permits Collecting, Complete, Overflow {

    /**
     * Takes the next bytes.
     *
     * @param bytes buffer
     * @param count how many of them are new
     * @return the next state
     */
    State feed(byte[] bytes, int count);
  }

  /**
   * The prompt has not come yet.
   *
   * @param text what came so far
   */
  record Collecting(String text) implements State {
    @Override
    public State feed(byte[] bytes, int count) {
      StringBuilder next = new StringBuilder(text.length() + count).append(text);
      for (int i = 0; i < count; i++) {
        char c = (char) (bytes[i] & 0xFF);
        if (c == '>') {
          return new Complete(new ElmReply(linesOf(next)), count - i - 1);
        }
        if (c != 0) {
          next.append(c);
        }
      }
      return next.length() > LONGEST_REPLY ? new Overflow() : new Collecting(next.toString());
    }
  }

  /**
   * The prompt came.
   *
   * @param reply what stood before it
   * @param surplus bytes behind the prompt: nobody asked for them, so the next reply is suspect
   */
  public record Complete(ElmReply reply, int surplus) implements State {
    @Override
    public State feed(byte[] bytes, int count) {
      return new Complete(reply, surplus + count);
    }
  }

  /** More came than any reply holds: this is no adapter, or one in monitoring mode. */
  public record Overflow() implements State {
    @Override
    public State feed(byte[] bytes, int count) {
      return this;
    }
  }

  private static List<String> linesOf(CharSequence text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.toString().split("[\r\n]")) {
      if (!line.isBlank()) {
        lines.add(line.strip());
      }
    }
    return lines;
  }
}
