package io.cellwitness.api;

import java.util.Objects;
import java.util.Optional;

/**
 * What is known of a vehicle model's cells before anything is measured: the card of the independent
 * method. What is not known stays empty.
 *
 * @param emptyRest rest voltage of a cell at 0 %
 * @param fullRest rest voltage of a cell at 100 %
 * @param cathodeClass class of the positive electrode, such as {@code nmc532}; a class the method
 *     does not know is treated as unknown
 * @param reference what one wide clean charge of the same model showed
 */
public record CellFacts(
    Optional<RestVoltage> emptyRest,
    Optional<RestVoltage> fullRest,
    Optional<String> cathodeClass,
    Optional<ReferenceCharge> reference) {

  /** A cell of which nothing is known. */
  public static final CellFacts UNKNOWN =
      new CellFacts(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Electrode parameters fitted to one wide clean charge of the same model.
   *
   * @param cathodeClass class of the positive electrode it was fitted with, such as {@code nmc532}
   * @param graphite graphite it was fitted with, such as {@code gr_bpx}
   * @param y0 stoichiometry of the positive electrode where the negative one is empty, 0 to 1.2
   * @param logRatio logarithm of negative over positive electrode capacity, -3 to 3
   * @param offsetV voltage offset, -0.5 to 0.5 V
   * @param source where it comes from
   */
  public record ReferenceCharge(
      String cathodeClass,
      String graphite,
      double y0,
      double logRatio,
      double offsetV,
      String source) {

    /** Rejects nulls and parameters no cell has. */
    public ReferenceCharge {
      Objects.requireNonNull(cathodeClass, "cathodeClass");
      Objects.requireNonNull(graphite, "graphite");
      Objects.requireNonNull(source, "source");
      if (!(y0 > 0 && y0 <= 1.2) || !(Math.abs(logRatio) <= 3) || !(Math.abs(offsetV) <= 0.5)) {
        throw new IllegalArgumentException(
            "electrode parameters no cell has: y0 "
                + y0
                + ", logRatio "
                + logRatio
                + ", offsetV "
                + offsetV);
      }
    }
  }

  /**
   * Voltage of a cell long at rest.
   *
   * @param volts above 0 and below 5 V
   * @param uncertaintyV standard uncertainty (k = 1), 0 to 1 V
   * @param source who says so
   */
  public record RestVoltage(double volts, double uncertaintyV, String source) {

    /** Standard uncertainty taken where the source states none, V. */
    public static final double ASSUMED_UNCERTAINTY_V = 0.010;

    /** Rejects a null source, a voltage no cell has and a negative uncertainty. */
    public RestVoltage {
      Objects.requireNonNull(source, "source");
      if (!(volts > 0 && volts < 5)) {
        throw new IllegalArgumentException("a cell's rest voltage outside 0 to 5 V: " + volts);
      }
      if (!(uncertaintyV >= 0 && uncertaintyV <= 1)) {
        throw new IllegalArgumentException(
            "uncertainty of a cell's rest voltage outside 0 to 1 V: " + uncertaintyV);
      }
    }

    /**
     * A voltage whose source states no uncertainty. The source text then says what was assumed.
     *
     * @param volts above 0 and below 5 V
     * @param source who says so
     * @return the voltage with {@link #ASSUMED_UNCERTAINTY_V}
     */
    public static RestVoltage assumed(double volts, String source) {
      return new RestVoltage(
          volts, ASSUMED_UNCERTAINTY_V, source + "; standard uncertainty of 10 mV assumed");
    }
  }

  /** Rejects nulls. */
  public CellFacts {
    Objects.requireNonNull(emptyRest, "emptyRest");
    Objects.requireNonNull(fullRest, "fullRest");
    Objects.requireNonNull(cathodeClass, "cathodeClass");
    Objects.requireNonNull(reference, "reference");
  }

  /**
   * A cell of whose model no reference charge is known.
   *
   * @param emptyRest rest voltage of a cell at 0 %
   * @param fullRest rest voltage of a cell at 100 %
   * @param cathodeClass class of the positive electrode
   */
  public CellFacts(
      Optional<RestVoltage> emptyRest,
      Optional<RestVoltage> fullRest,
      Optional<String> cathodeClass) {
    this(emptyRest, fullRest, cathodeClass, Optional.empty());
  }

  /**
   * These facts, with the gaps filled and the given facts taking precedence.
   *
   * @param stronger facts that win where both sides know something
   * @return the merged facts
   */
  public CellFacts overriddenBy(CellFacts stronger) {
    return new CellFacts(
        stronger.emptyRest.or(() -> emptyRest),
        stronger.fullRest.or(() -> fullRest),
        stronger.cathodeClass.or(() -> cathodeClass),
        stronger.reference.or(() -> reference));
  }
}
