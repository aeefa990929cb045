package io.cellwitness.gateway.mqtt;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Lets MQTT packets through up to a length. A longer one ends the stream at its length field
 * (MQTT 5, 2.1.4), before any reader could make room for up to 256 MB of it.
 */
final class PacketBound extends FilterInputStream {

  /** A packet nobody may send after having been told the bound. */
  static final class TooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    TooLongException(int mostBytes) {
      super("a packet of more than " + mostBytes + " bytes");
    }
  }

  private static final int LONGEST_LENGTH_FIELD = 4;

  private final int mostBytes;

  /** Bytes of the present packet that are still to come; 0 before its first byte. */
  private int rest;

  /** How many bytes of the length field have come; -1 before the packet's first byte. */
  private int lengthBytes = -1;

  private int length;

  PacketBound(InputStream in, int mostBytes) {
    super(in);
    this.mostBytes = mostBytes;
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    if (next >= 0) {
      follow(next);
    }
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int most) throws IOException {
    int count = in.read(buffer, offset, most);
    int at = 0;
    while (at < count) {
      if (rest > 0) {
        int passed = Math.min(rest, count - at);
        rest -= passed;
        at += passed;
      } else {
        follow(buffer[offset + at] & 0xFF);
        at++;
      }
    }
    return count;
  }

  @Override
  public long skip(long count) {
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
