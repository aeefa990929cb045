package io.cellwitness.can.profile;

/**
 * A {@link Place} of a whole frame: one shift and one mask on one of its two words.
 *
 * @param little on the word whose first byte is lowest
 * @param shift bits to drop on the right
 * @param mask bits to keep after the shift
 * @param signBit the bit that makes the number negative, 0 for unsigned
 * @param end bytes the frame must have
 */
record FrameCut(boolean little, int shift, long mask, long signBit, int end) {

  private static final int FRAME_BITS = 64;

  static FrameCut of(Place place) {
    int shift =
        place.littleEndian()
            ? 8 * place.at() + place.shift()
            : FRAME_BITS - 8 * place.end() + place.shift();
    return new FrameCut(place.littleEndian(), shift, place.mask(), place.signBit(), place.end());
  }

  long raw(FrameWords frame) {
    long value = (little ? frame.little() : frame.big()) >>> shift & mask;
    return (value ^ signBit) - signBit;
  }
}
