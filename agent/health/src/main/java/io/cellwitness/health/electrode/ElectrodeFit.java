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
