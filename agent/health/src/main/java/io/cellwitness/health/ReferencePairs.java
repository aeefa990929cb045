package io.cellwitness.health;

import io.cellwitness.api.Signals;

/**
 * Means of the car's current and of the reference's over the same stretches of a charge. Pairing
 * means rather than single readings removes noise, rounding and the two polling rhythms.
 */
final class ReferencePairs {

  private static final double BLOCK_S = 60;
  private static final double LAG_LIMIT_S = 10;
  private static final double LAG_STEP_S = 0.25;
  private static final int LAG_READINGS = 4000;

  /** Readings of an energy counter between two edges of a stretch; bounds the edges' error. */
  private static final int COUNTER_STEPS = 20;

  private final Growing carA = new Growing();
  private final Growing referenceA = new Growing();
  private double carAs;
  private double referenceAs;
  private boolean present;
  private boolean byEnergy;
  private int along;
  private int against;

  /** Adds what one visit shows. */
  void add(Recording recording, Visit visit) {
    Column current = recording.sorted(Signals.REFERENCE_CURRENT);
    Column energy = recording.sorted(Signals.REFERENCE_KWH);
    if (current.valueCount() == 0 && energy.valueCount() == 0) {
      return;
    }
    present = true;
    Samples samples = Cleaning.withoutSoc(SampleFormer.form(recording), visit.samples().inverted());
    if (samples.size() < Visit.FEWEST_SAMPLES) {
      return;
    }
    Timeline car = new Timeline(samples.timeS(), samples.currentA(), Segmenter.CHARGING_A);
    long origin = ImbalanceMethod.firstNanos(recording);
    if (current.valueCount() >= Visit.FEWEST_SAMPLES) {
      addCurrents(car, Timeline.of(current, origin, Segmenter.CHARGING_A));
    } else {
      addEnergies(car, recording, energy, origin);
    }
  }

  private void addCurrents(Timeline car, Timeline reference) {
    for (int i = 0; i < reference.size(); i++) {
      boolean charging = car.at(reference.timeS(i)) > Segmenter.CHARGING_A;
      along += charging && reference.value(i) > Segmenter.CHARGING_A ? 1 : 0;
      against += charging && reference.value(i) < -Segmenter.CHARGING_A ? 1 : 0;
    }
    double lagS = lagS(car, reference);
    double endS = reference.timeS(reference.size() - 1);
    double fromS = reference.timeS(0);
    while (fromS + BLOCK_S <= endS) {
      double toS = fromS + BLOCK_S;
      if (reference.unbroken(fromS, toS) && car.unbroken(fromS + lagS, toS + lagS)) {
        add(car.integral(fromS + lagS, toS + lagS), reference.integral(fromS, toS), BLOCK_S);
      }
      fromS = toS;
    }
  }

  /** Where the meter tells only its energy: charge is energy over the mean voltage. */
  private void addEnergies(Timeline car, Recording recording, Column energy, long origin) {
    byEnergy = true;
    Column own = recording.sorted(Signals.REFERENCE_VOLTAGE);
    Timeline voltage =
        Timeline.of(own.valueCount() > 0 ? own : recording.sorted(Signals.VOLTAGE), origin, 0);
    int steps = 0;
    int edge = -1;
    for (int i = 1; i < energy.size(); i++) {
      double change = energy.value(i) - energy.value(i - 1);
      if (Double.isNaN(change) || change < 0) {
        edge = -1;
      } else if (change > 0) {
        steps = edge < 0 ? 0 : steps + 1;
        edge = edge < 0 ? i : edge;
        double fromS = (energy.nanos(edge) - origin) / 1e9;
        double toS = (energy.nanos(i) - origin) / 1e9;
        if (steps >= COUNTER_STEPS && toS - fromS >= BLOCK_S) {
          addEnergy(car, voltage, fromS, toS, energy.value(i) - energy.value(edge));
          edge = i;
          steps = 0;
        }
      }
    }
  }

  private void addEnergy(Timeline car, Timeline voltage, double fromS, double toS, double kWh) {
    if (car.unbroken(fromS, toS) && voltage.unbroken(fromS, toS)) {
      double meanV = voltage.integral(fromS, toS) / (toS - fromS);
      add(car.integral(fromS, toS), kWh * 3.6e6 / meanV, toS - fromS);
    }
  }

  private void add(double carSumAs, double referenceSumAs, double seconds) {
    carA.add(carSumAs / seconds);
    referenceA.add(referenceSumAs / seconds);
    carAs += carSumAs;
    referenceAs += referenceSumAs;
  }

  /** How much later the car shows what the reference shows, s: where both correlate best. */
  private static double lagS(Timeline car, Timeline reference) {
    double best = -1;
    double bestS = 0;
    for (double lag = 0; lag <= LAG_LIMIT_S; lag += LAG_STEP_S) {
      for (double signed : new double[] {lag, -lag}) {
        double correlation = correlation(car, reference, signed);
        // The smaller lag wins unless a larger one is better; a steady current shows none.
        if (correlation > best + 1e-6) {
          best = correlation;
          bestS = signed;
        }
      }
    }
    return bestS;
  }

  private static double correlation(Timeline car, Timeline reference, double lagS) {
    int stride = Math.max(1, reference.size() / LAG_READINGS);
    double n = 0;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double syy = 0;
    double sxy = 0;
    for (int i = 0; i < reference.size(); i += stride) {
      double x = reference.value(i);
      double y = car.at(reference.timeS(i) + lagS);
      if (!Double.isNaN(x) && !Double.isNaN(y)) {
        n++;
        sx += x;
        sy += y;
        sxx += x * x;
        syy += y * y;
        sxy += x * y;
      }
    }
    double spread = (n * sxx - sx * sx) * (n * syy - sy * sy);
    return spread > 0 ? (n * sxy - sx * sy) / Math.sqrt(spread) : -1;
  }

  /** Whether any visit had a reference at all. */
  boolean present() {
    return present;
  }

  /** Whether the reference was negative for most of the time in which the car charged. */
  boolean reversed() {
    return against > along;
  }

  /** Whether charge was worked out from an energy counter. */
  boolean byEnergy() {
    return byEnergy;
  }

  int size() {
    return carA.size();
  }

  double[] carA() {
    return carA.toArray();
  }

  double[] referenceA() {
    return referenceA.toArray();
  }

  /** Charge by the car's current over all stretches, Ah. */
  double carAh() {
    return carAs / 3600;
  }

  /** Charge by the reference over the same stretches, Ah. */
  double referenceAh() {
    return referenceAs / 3600;
  }
}
