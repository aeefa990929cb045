package io.cellwitness.gateway.store;

import java.util.Arrays;

/** Reads what {@link ByteSink} wrote; throws IndexOutOfBoundsException behind the end. */
final class ByteSource {

  private final byte[] bytes;
  private int position;

  ByteSource(byte[] bytes) {
    this.bytes = bytes;
  }

  int octet() {
    return bytes[position++] & 0xFF;
  }

  long unsigned() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = octet();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IndexOutOfBoundsException("an integer of more than 64 bits");
  }

  /** A count that must not exceed a bound, so that damage cannot ask for all memory. */
  int count(int most) {
    long value = unsigned();
    if (value < 0 || value > most) {
      throw new IndexOutOfBoundsException("count " + value + " beyond " + most);
    }
    return (int) value;
  }

  long signed() {
    long value = unsigned();
    return value >>> 1 ^ -(value & 1);
  }

  long fixed() {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | octet();
    }
    return value;
  }

  byte[] raw(int length) {
    byte[] result = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    if (position > bytes.length) {
      throw new IndexOutOfBoundsException("text behind the end");
    }
    return result;
  }

  int remaining() {
    return bytes.length - position;
  }

  boolean atEnd() {
    return position == bytes.length;
  }
}
