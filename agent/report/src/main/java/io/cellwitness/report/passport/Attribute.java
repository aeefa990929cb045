package io.cellwitness.report.passport;

import java.math.BigDecimal;
import java.util.Optional;

/** What the report says about one attribute of a passport: a value, or why there is none. */
sealed interface Attribute {

  /** The method did not treat it in this report. */
  Absent NOT_HELD = new Absent("NOT_MEASURED", "This report does not hold this value.");

  /** This, or a reason that says more where the report does not hold it at all. */
  default Attribute or(Absent reason) {
    return equals(NOT_HELD) ? reason : this;
  }

  /**
   * A value with the four facts that DIN DKE SPEC 99100, 6.7.1 asks for beside it.
   *
   * @param value in {@code unit}
   * @param unit as in the report
   * @param uncertainty expanded, k = 2, in {@code unit}; empty when nobody states one
   * @param originator measured, declared or derived
   * @param method stable id
   * @param date ISO 8601 instant
   */
  record Known(
      BigDecimal value,
      String unit,
      Optional<BigDecimal> uncertainty,
      String originator,
      String method,
      String date)
      implements Attribute {

    Known as(BigDecimal other, String otherUnit, Optional<BigDecimal> otherUncertainty) {
      return new Known(other, otherUnit, otherUncertainty, "derived", method, date);
    }
  }

  /**
   * No value.
   *
   * @param code a refusal of the report, or one of {@code NOT_MEASURED}, {@code REFERENCE_UNKNOWN}
   * @param reason one English sentence
   */
  record Absent(String code, String reason) implements Attribute {}
}
