package io.cellwitness.can;

import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.LinkException;
import java.nio.charset.StandardCharsets;

/**
 * An SLCAN stick behind which a control unit asks for patience (7F xx 78) more often than anybody
 * has: in front of its answer, instead of it, or without end and unasked.
 */
final class StormLink implements Link {

  /** How it goes on. */
  enum Storm {
    /** So many of them, then the answer. */
    THEN_ANSWER,
    /** So many of them each time, and never an answer. */
    INSTEAD,
    /** From the first request on, between everything else, without end. */
    ENDLESS
  }

  private static final byte[] PENDING =
      "t7EC8037F2278AAAAAAAA\r".getBytes(StandardCharsets.US_ASCII);

  private final Link stick;
  private final Storm storm;
  private final int count;
  private final String request;
  private int left;
  private boolean turn;
  private int asked;

  /**
   * Wraps the stick.
   *
   * @param request identifier of the data that are asked for, hex, as {@code 0101}
   * @param count how many
   */
  StormLink(Link stick, Storm storm, String request, int count) {
    this.stick = stick;
    this.storm = storm;
    this.request = request;
    this.count = count;
  }

  /** How often the request was sent. */
  int asked() {
    return asked;
  }

  @Override
  public void open() throws LinkException {
    stick.open();
    left = 0;
  }

  @Override
  public void write(byte[] bytes) throws LinkException {
    String line = new String(bytes, StandardCharsets.US_ASCII);
    boolean stormy = line.startsWith("t7E480322" + request);
    if (stormy) {
      asked++;
      left = count;
    }
    if (!stormy || storm != Storm.INSTEAD) {
      stick.write(bytes);
    }
  }

  @Override
  public int read(byte[] buffer, int timeoutMillis) throws LinkException {
    turn = !turn;
    boolean now = storm == Storm.ENDLESS ? asked > 0 && turn : left > 0;
    if (!now) {
      int read = stick.read(buffer, timeoutMillis);
      return read == 0 && storm == Storm.ENDLESS && asked > 0 ? pending(buffer) : read;
    }
    left--;
    return pending(buffer);
  }

  private static int pending(byte[] buffer) {
    System.arraycopy(PENDING, 0, buffer, 0, PENDING.length);
    return PENDING.length;
  }

  @Override
  public void close() {
    stick.close();
  }

  @Override
  public String describe() {
    return stick.describe();
  }
}
