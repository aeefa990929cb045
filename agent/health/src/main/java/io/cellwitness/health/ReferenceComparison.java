package io.cellwitness.health;

import io.cellwitness.health.math.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the car's current shows against the instrument's, and what of it may be believed.
 *
 * <p>A charger also feeds what runs beside the battery: heating and cooling take one to several
 * kilowatt, change during a charge, and always make the instrument see more than the battery. A car
 * that shows less than the instrument may therefore have a perfect sensor; to "correct" it would
 * overstate the battery. Only a car that shows more charge than was delivered is proven wrong, by
 * at least the quotient of both charges.
 *
 * @param line gain and offset of the car's sensor
 * @param ownLine whether the instrument sees nothing but the pack
 * @param varied whether the current changed enough to tell gain from offset
 * @param auxiliariesU what changing auxiliaries do to the gain, relative (k = 1); 0 on an own line
 * @param instrument budget of the instrument alone
 * @param carAh charge by the car's current, Ah
 * @param referenceAh charge by the instrument, Ah
 * @param meanA mean current by the instrument, A
 */
record ReferenceComparison(
    ReferenceLine line,
    boolean ownLine,
    boolean varied,
    double auxiliariesU,
    List<BudgetTerm> instrument,
    double carAh,
    double referenceAh,
    double meanA) {

  /** Change of a car's auxiliaries during a charge, A (k = 1): up to 12 A, rectangular. */
  private static final double AUXILIARIES_A = 7;

  /** What a car draws beside its battery in any charge, A: about 400 W. */
  private static final double USUAL_AUXILIARIES_A = 1.0;

  /** Beyond this the meter cannot sit on the same circuit, and nothing is corrected. */
  private static final double LARGEST_ERROR = 0.10;

  private static final double SIGMAS = 2;
  private static final double TELLING_OFFSET_A = 0.5;

  static ReferenceComparison of(
      ReferencePairs pairs, boolean ownLine, List<BudgetTerm> instrument) {
    double[] referenceA = pairs.referenceA();
    double meanA = Arrays.stream(referenceA).average().orElseThrow();
    // Width of the rectangle with the same scatter: a single stretch far off does not count fully.
    double variance =
        Arrays.stream(referenceA).map(a -> (a - meanA) * (a - meanA)).average().orElseThrow();
    double spanA = Math.sqrt(12 * variance);
    boolean varied = ownLine || spanA >= meanA;
    ReferenceLine line =
        varied
            ? ReferenceLine.fit(
                pairs.carA(), referenceA, ownLine ? CapacityBudget.OFFSET_A : AUXILIARIES_A)
            : ReferenceLine.throughZero(pairs.carA(), referenceA);
    return new ReferenceComparison(
        line,
        ownLine,
        varied,
        ownLine ? 0 : AUXILIARIES_A / Math.max(spanA, meanA),
        instrument,
        pairs.carAh(),
        pairs.referenceAh(),
        meanA);
  }

  /** Budget of the gain. */
  List<BudgetTerm> terms() {
    List<BudgetTerm> terms = new ArrayList<>();
    terms.add(
        new BudgetTerm(
            "comparison",
            line.gainU() / line.gain(),
            Evidence.text("straight line through the means of %d stretches", line.used())));
    if (!ownLine) {
      terms.add(
          new BudgetTerm(
              "auxiliaries",
              auxiliariesU,
              Evidence.text(
                  "loads beside the battery that change during the charge, %.0f A",
                  AUXILIARIES_A)));
    }
    terms.addAll(instrument);
    return terms;
  }

  double instrumentU() {
    return u(instrument);
  }

  private static double u(List<BudgetTerm> terms) {
    return Statistics.rootSumSquares(terms.stream().mapToDouble(BudgetTerm::relative).toArray());
  }

  double chargeQuotient() {
    return carAh / referenceAh;
  }

  /** More charge than was delivered: no load beside the battery explains it. */
  private boolean proven() {
    return !ownLine
        && line.gain() > 1
        && chargeQuotient() - 1
            > SIGMAS * Math.hypot(instrumentU(), CapacityBudget.OFFSET_A / meanA);
  }

  /** Gain that may be corrected; in a car no more than the proven part and a usual load. */
  double gain() {
    return proven()
        ? Math.min(line.gain(), chargeQuotient() * (1 + USUAL_AUXILIARIES_A / meanA))
        : line.gain();
  }

  /** Its relative standard uncertainty. */
  double gainU() {
    return proven()
        ? Statistics.rootSumSquares(
            line.gainU(), instrumentU(), USUAL_AUXILIARIES_A / meanA / Math.sqrt(3))
        : u(terms());
  }

  double error() {
    return gain() - 1;
  }

  boolean contradicts() {
    return Math.abs(error()) > SIGMAS * Math.hypot(gainU(), CapacityBudget.GAIN);
  }

  /** The charges differ, but sensor and auxiliaries cannot be told apart. */
  boolean onlyChargeDiffers() {
    return !contradicts()
        && Math.abs(chargeQuotient() - 1) > SIGMAS * Math.hypot(instrumentU(), CapacityBudget.GAIN);
  }

  boolean sameCircuit() {
    return Math.abs(error()) <= LARGEST_ERROR;
  }

  /** Narrower than an unknown sensor, or proven wrong. */
  boolean corrects() {
    boolean wrong = ownLine ? contradicts() : proven();
    return sameCircuit() && (gainU() <= CapacityBudget.GAIN || wrong);
  }

  /** Standard uncertainty of the offset, A. */
  double offsetUA() {
    return Math.hypot(line.offsetUA(), auxiliariesU * meanA);
  }

  /** Auxiliaries make the car show less than was delivered, never more. */
  boolean offsetBeyondAuxiliaries() {
    return varied && line.offsetA() > Math.max(TELLING_OFFSET_A, SIGMAS * offsetUA());
  }
}
