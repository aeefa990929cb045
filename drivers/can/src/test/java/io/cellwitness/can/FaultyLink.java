package io.cellwitness.can;

import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.LinkException;
import java.io.ByteArrayOutputStream;

/**
 * A link on which one thing goes wrong once: at a chosen byte of everything the adapter says in a
 * session.
 */
final class FaultyLink implements Link {

  /** What goes wrong. */
  enum Fault {
    /** The byte is lost. */
    DROP,
    /** It comes twice. */
    DOUBLE,
    /** It changes places with the next one. */
    REORDER,
    /** Everything of that read from there on is lost. */
    CUT,
    /** A BEL comes in front of it. */
    BELL,
    /** Noise comes in front of it. */
    GARBAGE,
    /** A frame of another control unit comes in front of it. */
    FOREIGN,
    /** The link hangs up; it can be opened again. */
    HANG_UP
  }

  private final Link wire;
  private final Fault fault;
  private final long at;
  private final String foreign;
  private long seen;
  private boolean gone;
  private boolean done;

  FaultyLink(Link wire, Fault fault, long at, String foreign) {
    this.wire = wire;
    this.fault = fault;
    this.at = at;
    this.foreign = foreign;
  }

  /** How many bytes the adapter has said. */
  long seen() {
    return seen;
  }

  @Override
  public void open() throws LinkException {
    gone = false;
    wire.open();
  }

  @Override
  public int read(byte[] buffer, int timeoutMillis) throws LinkException {
    if (gone) {
      throw new LinkException(Kind.UNAVAILABLE, "hung up on purpose", null);
    }
    byte[] room = new byte[Math.min(buffer.length - 64, 512)];
    int count = wire.read(room, timeoutMillis);
    int where = (int) (at - seen);
    seen += count;
    if (done || where < 0 || where >= count) {
      System.arraycopy(room, 0, buffer, 0, count);
      return count;
    }
    done = true;
    if (fault == Fault.HANG_UP) {
      gone = true;
      wire.close();
    }
    byte[] damaged = damaged(room, count, where);
    System.arraycopy(damaged, 0, buffer, 0, damaged.length);
    return damaged.length;
  }

  private byte[] damaged(byte[] bytes, int count, int where) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, where);
    int rest = where;
    switch (fault) {
      case DROP -> rest = where + 1;
      case DOUBLE -> out.write(bytes[where]);
      case REORDER -> {
        if (where + 1 < count) {
          out.write(bytes[where + 1]);
          out.write(bytes[where]);
          rest = where + 2;
        }
      }
      case CUT, HANG_UP -> rest = count;
      case BELL -> out.write(7);
      case GARBAGE -> out.writeBytes(new byte[] {(byte) 0xFF, 0, 'x', '~', (byte) 0x80});
      case FOREIGN -> out.writeBytes(foreign.getBytes());
    }
    out.write(bytes, rest, count - rest);
    return out.toByteArray();
  }

  @Override
  public void write(byte[] bytes) throws LinkException {
    if (gone) {
      throw new LinkException(Kind.UNAVAILABLE, "hung up on purpose", null);
    }
    wire.write(bytes);
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
