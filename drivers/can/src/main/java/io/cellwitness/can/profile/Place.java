package io.cellwitness.can.profile;

/**
 * Where a number stands in an answer, compiled to a shift and a mask.
 *
 * @param at first byte, counted from 0 behind the echoed identifier, or in a broadcast frame
 * @param bytes 1 to 4, in a broadcast frame 1 to 8
 * @param littleEndian whether the lowest byte comes first
 * @param shift bits to drop on the right
 * @param mask bits to keep after the shift
 * @param signBit the bit that makes the number negative, 0 for unsigned
 */
record Place(int at, int bytes, boolean littleEndian, int shift, long mask, long signBit) {

  /** First byte behind this place. */
  int end() {
    return at + bytes;
  }

  /** The raw number; the answer must be at least {@link #end()} bytes long. */
  long raw(byte[] data) {
    long word = 0;
    for (int i = 0; i < bytes; i++) {
      int position = littleEndian ? at + bytes - 1 - i : at + i;
      word = word << 8 | data[position] & 0xFF;
    }
    long value = word >>> shift & mask;
    return (value ^ signBit) - signBit;
  }

  /** The same place, some bytes further on. */
  Place moved(int by) {
    return new Place(at + by, bytes, littleEndian, shift, mask, signBit);
  }
}
