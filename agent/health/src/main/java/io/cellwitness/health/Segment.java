package io.cellwitness.health;

/**
 * A stretch of one visit without gap or jump, either charging throughout or not.
 *
 * @param from first sample
 * @param to last sample (inclusive)
 * @param charging whether the pack is charged at standstill
 */
record Segment(int from, int to, boolean charging) {
  int size() {
    return to - from + 1;
  }
}
