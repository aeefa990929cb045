package io.cellwitness.can.elm;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What the adapter said between a command and its next prompt.
 *
 * @param lines the lines without blanks at their ends, empty ones left out; the echo still in
 */
public record ElmReply(List<String> lines) {

  /** Copies the lines. */
  public ElmReply {
    lines = List.copyOf(lines);
  }

  /**
   * The reply without the echo of its command, which an adapter sends until it has obeyed ATE0.
   *
   * @param command as it was sent, without carriage return
   * @return the reply proper
   */
  public ElmReply withoutEcho(String command) {
    boolean echoed = !lines.isEmpty() && squeezed(lines.get(0)).equals(command);
    return echoed ? new ElmReply(lines.subList(1, lines.size())) : this;
  }

  /**
   * Whether the adapter accepted a setting.
   *
   * @return true when the last line is OK
   */
  public boolean isOk() {
    return !lines.isEmpty() && squeezed(lines.get(lines.size() - 1)).endsWith("OK");
  }

  /**
   * Whether the adapter says who it is, and nothing else: what every ELM327, copy and STN answers
   * to ATI.
   *
   * @return true for the one line {@code ELM327 v1.5}
   */
  public boolean isIdentity() {
    return lines.size() == 1 && squeezed(lines.get(0)).startsWith("ELM327V");
  }

  /**
   * Whether the adapter does not know the command.
   *
   * @return true when a line is a question mark
   */
  public boolean isUnknownCommand() {
    return lines.stream().anyMatch(line -> line.strip().equals("?"));
  }

  /**
   * The last line, or an empty text.
   *
   * @return for example {@code ELM327 v1.5}
   */
  public String text() {
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  /**
   * The supply voltage, as the answer to ATRV.
   *
   * @return V, or empty when the answer is none
   */
  public OptionalDouble volts() {
    String text = squeezed(text());
    return text.matches("[0-9]{1,2}\\.[0-9]V?")
        ? OptionalDouble.of(Double.parseDouble(text.replace("V", "")))
        : OptionalDouble.empty();
  }

  static String squeezed(String line) {
    return line.replace(" ", "").toUpperCase(java.util.Locale.ROOT);
  }
}
