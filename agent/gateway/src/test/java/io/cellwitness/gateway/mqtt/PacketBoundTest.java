package io.cellwitness.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PacketBoundTest {

  private static final int BOUND = 300;

  private static byte[] packet(int type, int length) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(type << 4);
    int rest = length;
    do {
      bytes.write(rest % 128 | (rest >= 128 ? 0x80 : 0));
      rest /= 128;
    } while (rest > 0);
    for (int i = 0; i < length; i++) {
      bytes.write(i);
    }
    return bytes.toByteArray();
  }

  private static byte[] read(byte[] stream, int chunk) throws IOException {
    try (PacketBound in = new PacketBound(new ByteArrayInputStream(stream), BOUND)) {
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      byte[] buffer = new byte[chunk];
      int count = chunk == 0 ? in.read() : in.read(buffer, 0, chunk);
      while (count >= 0) {
        if (chunk == 0) {
          read.write(count);
        } else {
          read.write(buffer, 0, count);
        }
        count = chunk == 0 ? in.read() : in.read(buffer, 0, chunk);
      }
      return read.toByteArray();
    }
  }

  /** Paho reads the head byte by byte and the rest in pieces; the frame must hold either way. */
  @Test
  void packetsUpToTheBoundPassHoweverTheyAreRead() throws Exception {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int length : new int[] {0, 2, 127, 128, BOUND - 3, 0, 5}) {
      stream.write(packet(4, length));
    }
    for (int chunk = 0; chunk < 40; chunk++) {
      assertArrayEquals(stream.toByteArray(), read(stream.toByteArray(), chunk), "chunk " + chunk);
    }
  }

  @Test
  void aLongerOneEndsTheStreamAtItsLength() throws Exception {
    byte[] good = packet(3, 200);
    for (int length : new int[] {BOUND - 2, 5_000, 268_435_455}) {
      byte[] head = Arrays.copyOf(packet(3, Math.min(length, 20_000)), 5);
      if (length == 268_435_455) {
        head = new byte[] {0x30, -1, -1, -1, 0x7F};
      }
      byte[] stream = Arrays.copyOf(good, good.length + head.length);
      System.arraycopy(head, 0, stream, good.length, head.length);
      for (int chunk : new int[] {0, 1, 7, 1_000}) {
        assertThrows(PacketBound.TooLongException.class, () -> read(stream, chunk));
      }
    }
  }

  @Test
  void aLengthOfMoreThanFourBytesIsNone() {
    byte[] stream = {0x30, -128, -128, -128, -128, 0};
    assertThrows(PacketBound.TooLongException.class, () -> read(stream, 0));
  }

  @Test
  void onlyWhatIsHereIsAvailable() throws Exception {
    byte[] stream = packet(4, 2);
    try (PacketBound in = new PacketBound(new ByteArrayInputStream(stream), BOUND)) {
      assertEquals(0, in.available());
      assertEquals(0x40, in.read());
      assertEquals(3, in.available());
    }
  }
}
