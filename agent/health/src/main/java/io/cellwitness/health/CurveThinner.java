package io.cellwitness.health;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Thins a visit to a drawable curve: evenly spaced in time, first and last sample kept. */
final class CurveThinner {

  /** Most points of a curve. */
  static final int MOST_POINTS = 600;

  private CurveThinner() {}

  static List<CurvePoint> thin(Samples samples) {
    List<CurvePoint> points = new ArrayList<>();
    int n = samples.size();
    if (n == 0) {
      return points;
    }
    double start = samples.timeS()[0];
    double spacing = (samples.timeS()[n - 1] - start) / (MOST_POINTS - 1);
    double next = start;
    for (int i = 0; i < n; i++) {
      boolean due = samples.timeS()[i] >= next;
      boolean last = i == n - 1;
      if ((due && points.size() < MOST_POINTS - 1) || last) {
        points.add(point(samples, i, start));
        next = samples.timeS()[i] + spacing;
      }
    }
    return points;
  }

  private static CurvePoint point(Samples samples, int i, double start) {
    double voltageV = samples.voltageV()[i];
    return new CurvePoint(
        samples.timeS()[i] - start,
        samples.currentA()[i],
        Double.isNaN(voltageV) ? OptionalDouble.empty() : OptionalDouble.of(voltageV),
        OptionalDouble.of(samples.socPct()[i]));
  }
}
