package io.cellwitness.health.electrode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Fits one window under every hypothesis about the electrodes and reads the capacity (method, 7.5).
 *
 * <p>Half-cell curves in, a capacity with its uncertainty out; the state of charge of the car is
 * not used.
 */
public final class ElectrodeFit {

  private final HalfCells halfCells;

  /**
   * Takes the curves.
   *
   * @param halfCells curves of all electrodes
   */
  public ElectrodeFit(HalfCells halfCells) {
    this.halfCells = halfCells;
  }

  /**
   * Fits a window.
   *
   * @param window quasi-open-circuit voltage of one cell
   * @param card what is known of the cells
   * @param fullAtAh charge, on the window's scale, at which the charge ended full, if it did
   * @return the hypotheses with their weights
   */
  public ModelAverage fit(FitWindow window, PackCard card, OptionalDouble fullAtAh) {
    List<ModelAverage.Hypothesis> hypotheses = new ArrayList<>();
    if (card.reference().isPresent()) {
      PackCard.Reference reference = card.reference().get();
      Prior prior = Prior.ofReference(reference.y0(), reference.logRatio(), reference.offsetV());
      hypotheses.add(
          hypothesis(reference.cathode(), reference.graphite(), prior, 1, window, card, fullAtAh));
    } else {
      for (CathodeClass cathode : classes(card.cathode())) {
        for (Graphite graphite : Graphite.values()) {
          hypotheses.add(
              hypothesis(
                  cathode,
                  graphite,
                  cathode.prior(graphite),
                  cathode.weight(),
                  window,
                  card,
                  fullAtAh));
        }
      }
    }
    return new ModelAverage(hypotheses);
  }

  /**
   * Fits a charge whose end is known, to serve as the reference of its model.
   *
   * @param window quasi-open-circuit voltage of one cell, charge counted from the empty cell
   * @param fullAtAh measured capacity on the same scale, Ah
   * @param fullV rest voltage of the full cell, V
   * @param cathode class of the positive electrode, where known
   * @return the electrode pair of least cost
   */
  public ReferenceFit reference(
      FitWindow window, double fullAtAh, double fullV, Optional<CathodeClass> cathode) {
    FitWindow anchored = window.anchoredAt(fullAtAh, fullV);
    ReferenceFit best = null;
    double bestCost = Double.POSITIVE_INFINITY;
    for (CathodeClass candidate : classes(cathode)) {
      for (Graphite graphite : Graphite.values()) {
        CellModel model =
            new CellModel(halfCells.positive(candidate), halfCells.negative(graphite));
        Fit fit = Solver.solve(model, anchored, Prior.forReferenceFit());
        if (fit.cost() < bestCost) {
          double[] p = fit.parameters();
          bestCost = fit.cost();
          best =
              new ReferenceFit(
                  new PackCard.Reference(candidate, graphite, p[0], p[1], p[2]),
                  fit.residualV(),
                  model.volts(p, -anchored.middleAh()));
        }
      }
    }
    return best;
  }

  /** Fits one hypothesis with a prior of one's own. */
  ModelAverage.Hypothesis hypothesis(
      CathodeClass cathode,
      Graphite graphite,
      Prior prior,
      double weight,
      FitWindow window,
      PackCard card,
      OptionalDouble fullAtAh) {
    CellModel model = new CellModel(halfCells.positive(cathode), halfCells.negative(graphite));
    Fit fit = Solver.solve(model, window, prior);
    CapacityReading reading = CapacityReading.of(model, fit, window, card, fullAtAh);
    return new ModelAverage.Hypothesis(cathode, graphite, weight, fit, reading);
  }

  private static List<CathodeClass> classes(Optional<CathodeClass> known) {
    return known.map(List::of).orElseGet(() -> List.of(CathodeClass.values()));
  }
}
