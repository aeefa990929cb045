package io.cellwitness.health.electrode;

import java.util.Optional;

/**
 * Classes of positive electrode, with the prior knowledge about cells that carry them (method,
 * 7.5).
 */
public enum CathodeClass {
  /** Five parts nickel, three manganese, two cobalt. */
  NMC532("nmc532", 0, new Prior(0.963, -0.290, 0.005, 0.025, 0.05, 0.010), 0.5),
  /** A quarter NMC 811 in NMC 532. */
  MIX25("mix25", 0.25, Wide.PRIOR, 0.125),
  /** Half NMC 811 in NMC 532. */
  MIX50("mix50", 0.50, Wide.PRIOR, 0.125),
  /** Three quarters NMC 811 in NMC 532. */
  MIX75("mix75", 0.75, Wide.PRIOR, 0.125),
  /** Nickel-rich NMC 811 of an 18650 cell. */
  NMC811B("nmc811b", 0, Wide.PRIOR, 0.125);

  private final String id;
  private final double nickelRichShare;
  private final Prior prior;
  private final double weight;

  CathodeClass(String id, double nickelRichShare, Prior prior, double weight) {
    this.id = id;
    this.nickelRichShare = nickelRichShare;
    this.prior = prior;
    this.weight = weight;
  }

  /**
   * Finds a class by its id in cards and reports.
   *
   * @param id for example {@code mix25}
   * @return the class, or empty for an unknown id
   */
  public static Optional<CathodeClass> find(String id) {
    for (CathodeClass candidate : values()) {
      if (candidate.id.equals(id)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /**
   * Stable id.
   *
   * @return for example {@code mix25}
   */
  public String id() {
    return id;
  }

  /** Share of NMC 811 in a mixture, 0 for pure classes. */
  double nickelRichShare() {
    return nickelRichShare;
  }

  /** Weight of one hypothesis of this class where the class is not known. */
  double weight() {
    return weight;
  }

  /** Prior with a graphite. */
  Prior prior(Graphite graphite) {
    return prior.shifted(graphite.ratioShift(), graphite.offsetShiftV());
  }

  /** The prior the less well known classes share. */
  private static final class Wide {
    static final Prior PRIOR = new Prior(0.935, -0.320, 0, 0.035, 0.08, 0.012);

    private Wide() {}
  }
}
