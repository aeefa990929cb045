package io.cellwitness.health.electrode;

import java.util.Arrays;
import java.util.Optional;

/** Curves for the negative electrode. */
public enum Graphite {
  /** Lithiation branch of the Kuecher set. */
  GR_KUECHER("gr_kuecher", 0, 0),
  /** Negative electrode of the BPX example cell; its priors are shifted (method, 7.5). */
  GR_BPX("gr_bpx", -0.03, 0.015);

  private final String column;
  private final double ratioShift;
  private final double offsetShiftV;

  Graphite(String column, double ratioShift, double offsetShiftV) {
    this.column = column;
    this.ratioShift = ratioShift;
    this.offsetShiftV = offsetShiftV;
  }

  /**
   * Finds a graphite by the name of its column.
   *
   * @param column for example {@code gr_bpx}
   * @return the graphite, or empty for an unknown name
   */
  public static Optional<Graphite> find(String column) {
    return Arrays.stream(values()).filter(g -> g.column.equals(column)).findFirst();
  }

  /**
   * Name of the curve's column in the half-cell file.
   *
   * @return for example {@code gr_bpx}
   */
  public String column() {
    return column;
  }

  /** What this graphite adds to the prior mean of the logarithm of the capacity ratio. */
  double ratioShift() {
    return ratioShift;
  }

  /** What this graphite adds to the prior mean of the voltage offset, V. */
  double offsetShiftV() {
    return offsetShiftV;
  }
}
