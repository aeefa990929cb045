package io.cellwitness.health;

import java.util.List;
import java.util.Optional;

/**
 * Everything the method has to say about one pack.
 *
 * @param methodVersion version of the method that produced this
 * @param quantities flat list of results, in reading order
 * @param findings inconsistencies and signs of tampering
 * @param alarms safety matters
 * @param window what the capacity rests on, empty without any window
 * @param cells last complete set of cell voltages, empty when the car gives none
 * @param curve thinned picture of the session, at most 600 points
 * @param curvesSha256 hash of the half-cell curves the electrode fit was given; empty without a
 *     card
 */
public record HealthResult(
    String methodVersion,
    List<Quantity> quantities,
    List<Finding> findings,
    List<Finding> alarms,
    Optional<WindowFacts> window,
    Optional<CellSnapshot> cells,
    List<CurvePoint> curve,
    Optional<String> curvesSha256) {

  /** Copies the lists. */
  public HealthResult {
    quantities = List.copyOf(quantities);
    findings = List.copyOf(findings);
    alarms = List.copyOf(alarms);
    curve = List.copyOf(curve);
  }

  /**
   * A result without electrode fit.
   *
   * @param methodVersion version of the method
   * @param quantities results
   * @param findings inconsistencies
   * @param alarms safety matters
   * @param window what the capacity rests on
   * @param cells last complete set of cell voltages
   * @param curve thinned picture of the session
   */
  public HealthResult(
      String methodVersion,
      List<Quantity> quantities,
      List<Finding> findings,
      List<Finding> alarms,
      Optional<WindowFacts> window,
      Optional<CellSnapshot> cells,
      List<CurvePoint> curve) {
    this(methodVersion, quantities, findings, alarms, window, cells, curve, Optional.empty());
  }

  /**
   * Finds a result.
   *
   * @param name see {@link QuantityNames}
   * @param originator who says so
   * @return the result, or empty when the method did not treat it
   */
  public Optional<Quantity> find(String name, Originator originator) {
    return quantities.stream()
        .filter(q -> q.name().equals(name) && q.originator() == originator)
        .findFirst();
  }
}
