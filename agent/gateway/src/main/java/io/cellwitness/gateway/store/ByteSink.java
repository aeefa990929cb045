package io.cellwitness.gateway.store;

import java.util.Arrays;

/** A growing byte array with variable-length integers (LEB128, zigzag for signed). */
final class ByteSink {

  private byte[] bytes = new byte[1024];
  private int size;

  void octet(int value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, size * 2);
    }
    bytes[size++] = (byte) value;
  }

  void unsigned(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      octet((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    octet((int) rest);
  }

  void signed(long value) {
    unsigned(value << 1 ^ value >> 63);
  }

  void fixed(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      octet((int) (value >>> shift));
    }
  }

  void raw(byte[] more) {
    for (byte b : more) {
      octet(b);
    }
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }
}
