package io.cellwitness.health.electrode;

import java.util.Optional;

/** A made-up NMC 532 cell whose capacity between 3.40 and 4.15 V is known exactly. */
public final class SimulatedCell {

  public static final double EMPTY_V = 3.40;
  public static final double FULL_V = 4.15;

  private final CellModel model;
  private final double[] parameters;
  private final double emptyAh;

  /** Makes the cell from the committed curves. */
  public SimulatedCell(HalfCells curves, double capacityAh) {
    model =
        new CellModel(curves.positive(CathodeClass.NMC532), curves.negative(Graphite.GR_KUECHER));
    double[] unit = {0.963, -0.29, 0.005, 0.5, 0};
    double empty = chargeAt(unit, EMPTY_V);
    double width = chargeAt(unit, FULL_V) - empty;
    parameters = new double[] {0.963, -0.29, 0.005, 0.5, Math.log(capacityAh / width)};
    emptyAh = empty * capacityAh / width;
  }

  /** Rest voltage with that much charge above empty, V. */
  public double volts(double chargeAh) {
    return model.volts(parameters, emptyAh + chargeAh);
  }

  /** The card of this cell. */
  public static PackCard card(Optional<CathodeClass> cathode) {
    return new PackCard(EMPTY_V, 0.008, FULL_V, 0.005, cathode, Optional.empty(), "made up");
  }

  private double chargeAt(double[] p, double volts) {
    double low = -CellModel.negativeAh(p) * 0.49;
    double high = CellModel.negativeAh(p) * 0.49;
    for (int i = 0; i < 100; i++) {
      double middle = 0.5 * (low + high);
      if (model.volts(p, middle) < volts) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
