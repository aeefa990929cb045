package io.cellwitness.gateway.mqtt;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Lets MQTT packets through up to a length. A longer one ends the stream at its length field (MQTT
 * 5, 2.1.4), before any reader could make room for up to 256 MB of it.
 */
final class PacketBound extends BufferedInputStream {

  /** A packet nobody may send after having been told the bound. */
  static final class TooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    TooLongException(int mostBytes) {
      super("a packet of more than " + mostBytes + " bytes");
    }
  }

  private static final int BUFFER_BYTES = 8 << 10;
  private static final int LONGEST_LENGTH_FIELD = 4;

  private final int mostBytes;

  /** Bytes of the present packet that are still to come; 0 before its first byte. */
  private int rest;

  /** How many bytes of the length field have come; -1 before the packet's first byte. */
  private int lengthBytes = -1;

  private int length;

  PacketBound(InputStream in, int mostBytes) {
    super(in, BUFFER_BYTES);
    this.mostBytes = mostBytes;
  }

  @Override
  public synchronized int read() throws IOException {
    int next = super.read();
    if (next >= 0) {
      follow(next);
    }
    return next;
  }

  @Override
  public synchronized int read(byte[] buffer, int offset, int most) throws IOException {
    int got = super.read(buffer, offset, most);
    int at = 0;
    while (at < got) {
      if (rest > 0) {
        int passed = Math.min(rest, got - at);
        rest -= passed;
        at += passed;
      } else {
        follow(buffer[offset + at] & 0xFF);
        at++;
      }
    }
    return got;
  }

  /** Only what is here already: Paho asks before each packet, and asking the system costs more. */
  @Override
  public synchronized int available() {
    return count - pos;
  }

  @Override
  public synchronized long skip(long count) {
    // Whoever skips would lose the frame.
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void follow(int next) throws IOException {
    if (rest > 0) {
      rest--;
    } else if (lengthBytes < 0) {
      lengthBytes = 0;
      length = 0;
    } else {
      length |= (next & 0x7F) << (7 * lengthBytes);
      lengthBytes++;
      boolean last = next < 0x80;
      if (length > mostBytes - 1 - lengthBytes || !last && lengthBytes == LONGEST_LENGTH_FIELD) {
        throw new TooLongException(mostBytes);
      }
      if (last) {
        rest = length;
        lengthBytes = -1;
      }
    }
  }
}
