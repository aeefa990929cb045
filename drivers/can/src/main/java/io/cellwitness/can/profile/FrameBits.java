package io.cellwitness.can.profile;

/**
 * Turns the bit numbers of a DBC file into a {@link Place}. Bit 0 is the lowest bit of the first
 * byte, bit 7 its highest, bit 8 the lowest of the second. {@code start} names the lowest bit of a
 * little-endian ("Intel", {@code @1}) signal and the highest of a big-endian ("Motorola",
 * {@code @0}) one.
 */
final class FrameBits {

  /** A double holds no more bits exactly. */
  static final int MOST_BITS = 53;

  private static final int FRAME_BITS = 64;

  private FrameBits() {}

  static Place read(JsonPart part, boolean signed) {
    int start = part.integer("start", 0, FRAME_BITS - 1).orElse(-1);
    int bits = part.integer("bits", 1, MOST_BITS).orElse(0);
    String order = part.textOr("order", "little");
    boolean little = order.equals("little");
    if (!little && !order.equals("big")) {
      part.problem("order", "must be little or big");
    }
    if (start < 0 || bits == 0 || !fits(start, bits, little)) {
      part.problem("start", "and bits must lie within the 64 bits of a frame");
      return new Place(0, 1, true, 0, 0xFF, 0);
    }
    return place(start, bits, little, signed);
  }

  static boolean fits(int start, int bits, boolean little) {
    return little ? start + bits <= FRAME_BITS : inOrder(start) + bits <= FRAME_BITS;
  }

  /** How many bits of the frame come before this one, the highest of each byte first. */
  private static int inOrder(int bit) {
    return bit / 8 * 8 + 7 - bit % 8;
  }

  private static Place place(int start, int bits, boolean little, boolean signed) {
    int firstBit = little ? start : inOrder(start);
    int at = firstBit / 8;
    int bytes = (firstBit % 8 + bits + 7) / 8;
    int shift = little ? firstBit % 8 : 8 * bytes - firstBit % 8 - bits;
    long signBit = signed ? 1L << bits - 1 : 0;
    return new Place(at, bytes, little, shift, (1L << bits) - 1, signBit);
  }
}
