package io.cellwitness.can.guard;

import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.LinkException;
import java.nio.charset.StandardCharsets;

/**
 * A link that lets only reading out. It stands directly before the wire, below everything that
 * plans, imports or types requests; each write is one whole line of the adapter's language, and a
 * line that is not on the list throws {@link GuardException} before a byte leaves.
 */
public final class ReadOnlyGuard implements Link {

  private static final int LONGEST_LINE = 40;

  /** What one adapter language may say. */
  sealed interface Rules permits ElmRules, SlcanRules {

    /**
     * Checks one line and remembers what it changes in the adapter.
     *
     * @param line without its carriage return
     * @return why it may not be sent, or null when it may
     */
    String objection(String line);

    /** Forgets what was known of the adapter's settings: the link was opened anew. */
    void forget();
  }

  private final Link wire;
  private final Rules rules;

  private ReadOnlyGuard(Link wire, Rules rules) {
    this.wire = wire;
    this.rules = rules;
  }

  /**
   * Guards a link to an ELM327 or STN adapter.
   *
   * @param wire the bare link; nobody else may keep it
   * @return the only way to it
   */
  public static ReadOnlyGuard elm(Link wire) {
    return new ReadOnlyGuard(wire, new ElmRules());
  }

  /**
   * Guards a link to an SLCAN (Lawicel) adapter.
   *
   * @param wire the bare link; nobody else may keep it
   * @return the only way to it
   */
  public static ReadOnlyGuard slcan(Link wire) {
    return new ReadOnlyGuard(wire, new SlcanRules());
  }

  @Override
  public void open() throws LinkException {
    rules.forget();
    wire.open();
  }

  @Override
  public int read(byte[] buffer, int timeoutMillis) throws LinkException {
    return wire.read(buffer, timeoutMillis);
  }

  /**
   * Sends one line.
   *
   * @param bytes printable ASCII ended by one carriage return
   * @throws GuardException when the line is not a reading request or a harmless setting
   */
  @Override
  public void write(byte[] bytes) throws LinkException {
    byte[] own = bytes.clone();
    String line = new String(own, StandardCharsets.ISO_8859_1);
    String objection = objectionTo(line);
    if (objection != null) {
      throw new GuardException(line, objection);
    }
    wire.write(own);
  }

  /** Why a text may not be sent, or null when it may. */
  String objectionTo(String text) {
    int end = text.length() - 1;
    if (end < 0 || text.charAt(end) != '\r') {
      return "it is not one line ended by a carriage return";
    }
    if (end > LONGEST_LINE) {
      return "it is longer than any reading request";
    }
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        return "it holds a blank or control character";
      }
    }
    return rules.objection(text.substring(0, end));
  }

  @Override
  public void close() {
    wire.close();
  }

  @Override
  public String describe() {
    return wire.describe();
  }
}
