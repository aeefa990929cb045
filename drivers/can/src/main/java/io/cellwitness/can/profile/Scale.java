package io.cellwitness.can.profile;

/**
 * value = (raw - zero) * multiply / divide + add. Dividing by 10 gives the nearest double, which
 * multiplying by 0.1 does not.
 *
 * @param zero raw number that means 0
 * @param multiply factor; negative turns the sign
 * @param divide divisor, positive
 * @param add added last, in the unit of the signal
 */
record Scale(double zero, double multiply, double divide, double add) {

  double value(long raw) {
    double scaled = (raw - zero) * multiply / divide + add;
    return scaled == 0 ? 0.0 : scaled;
  }
}
