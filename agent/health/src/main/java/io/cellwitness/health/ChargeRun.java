package io.cellwitness.health;

import io.cellwitness.health.math.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One charge at standstill with the rests inside and after it, without gap and without discharge.
 * Unlike a {@link SocWindow} it does not look at the state of charge at all.
 *
 * @param samples samples of the visit, cleaned without regard to the state of charge
 * @param segment where the charge lies
 * @param chargeAh charge since its beginning, Ah
 */
record ChargeRun(Samples samples, Segment segment, double[] chargeAh) {

  /** More discharge than this share of the capacity per hour ends a charge. */
  private static final double DISCHARGE_SHARE = 1 / 50.0;

  private static final double REST_S = 1800;

  /** Below this share of the capacity per hour a current is too small to show a resistance. */
  private static final double VISIBLE_SHARE = 1 / 20.0;

  /** All charges of all visits, whatever their state of charge says. */
  static List<ChargeRun> find(List<Recording> recordings, List<Visit> visits, double nominalAh) {
    List<ChargeRun> runs = new ArrayList<>();
    for (int v = 0; v < visits.size(); v++) {
      Samples raw = SampleFormer.form(recordings.get(v));
      Samples samples = Cleaning.withoutSoc(raw, visits.get(v).samples().inverted());
      runs.addAll(find(samples, nominalAh));
    }
    return runs;
  }

  private static List<ChargeRun> find(Samples samples, double nominalAh) {
    List<ChargeRun> runs = new ArrayList<>();
    double gapS = Segmenter.gapLimitS(samples);
    int from = -1;
    for (int k = 0; k <= samples.size(); k++) {
      boolean end = k == samples.size();
      boolean gap = !end && k > 0 && samples.timeS()[k] - samples.timeS()[k - 1] > gapS;
      boolean leaves =
          end
              || samples.speedKmh()[k] > Segmenter.STANDSTILL_KMH
              || samples.currentA()[k] < -DISCHARGE_SHARE * nominalAh;
      if (from >= 0 && (leaves || gap)) {
        addRun(runs, samples, from, k - 1);
        from = -1;
      }
      if (from < 0 && !leaves && samples.currentA()[k] > Segmenter.CHARGING_A) {
        from = k;
      }
    }
    return runs;
  }

  private static void addRun(List<ChargeRun> runs, Samples samples, int from, int to) {
    if (to - from + 1 >= Segmenter.SMALLEST_SEGMENT) {
      Segment segment = new Segment(from, to, true);
      runs.add(new ChargeRun(samples, segment, Integral.chargeAh(samples, segment)));
    }
  }

  int size() {
    return chargeAh.length;
  }

  double currentA(int k) {
    return samples.currentA()[segment.from() + k];
  }

  double timeS(int k) {
    return samples.timeS()[segment.from() + k];
  }

  double voltageV(int k) {
    return samples.voltageV()[segment.from() + k];
  }

  /** Median sampling step, s. */
  double stepS() {
    return Statistics.medianStep(samples.timeS(), segment.from(), segment.to());
  }

  double temperatureC() {
    return samples.meanTemperatureC(segment.from(), segment.to());
  }

  /** Mean current while current flows, A. */
  double meanCurrentA() {
    double sum = 0;
    int count = 0;
    for (int k = 0; k < size(); k++) {
      if (currentA(k) > Segmenter.CHARGING_A) {
        sum += currentA(k);
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  /** Last sample at which current flows. */
  int lastCharging() {
    int k = size() - 1;
    while (k > 0 && currentA(k) <= Segmenter.CHARGING_A) {
      k--;
    }
    return k;
  }

  /**
   * Resistance of the pack from the drop of the voltage over half an hour of rest inside or after
   * the charge, the median of all such rests, Ohm; empty where there is none, or hardly any current
   * flowed before it.
   */
  OptionalDouble restOhm(double nominalAh) {
    double[] ohms = new double[size()];
    int n = 0;
    int last = 0;
    for (int k = 1; k < size(); k++) {
      boolean rests = currentA(k) <= Segmenter.CHARGING_A;
      boolean ends = rests && (k == size() - 1 || currentA(k + 1) > Segmenter.CHARGING_A);
      double dropV = voltageV(last) - voltageV(k);
      if (ends
          && currentA(last) >= VISIBLE_SHARE * nominalAh
          && timeS(k) - timeS(last) >= REST_S
          && dropV > 0) {
        ohms[n++] = dropV / currentA(last);
      }
      last = rests ? last : k;
    }
    return n == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Statistics.median(Arrays.copyOf(ohms, n)));
  }

  /** Whether the charge ended in a taper below C/20, whatever the voltage. */
  boolean tapered(double nominalAh) {
    return currentA(lastCharging()) < VISIBLE_SHARE * nominalAh;
  }

  /** Voltage of the pack after half an hour of rest behind the charge, V; empty without one. */
  OptionalDouble restedAfterV() {
    int rested = size() - 1;
    return timeS(rested) - timeS(lastCharging()) >= REST_S && !Double.isNaN(voltageV(rested))
        ? OptionalDouble.of(voltageV(rested))
        : OptionalDouble.empty();
  }

  /** Sample before the charge, when the pack had rested for half an hour then. */
  OptionalInt restedBefore(double nominalAh) {
    int last = segment.from() - 1;
    int first = last;
    while (first >= 0 && Math.abs(samples.currentA()[first]) < DISCHARGE_SHARE * nominalAh) {
      first--;
    }
    boolean rested = first < last && samples.timeS()[last] - samples.timeS()[first + 1] >= REST_S;
    return rested ? OptionalInt.of(last) : OptionalInt.empty();
  }

  /** Whether the charge ended full by voltage and taper: above the limit with less than C/20. */
  boolean endedFull(double fullPackV, double nominalAh) {
    int last = lastCharging();
    return currentA(last) < VISIBLE_SHARE * nominalAh && voltageV(last) >= fullPackV;
  }
}
