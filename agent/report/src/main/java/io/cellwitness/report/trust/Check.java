package io.cellwitness.report.trust;

import java.util.Locale;
import java.util.Objects;

/**
 * One finding about a report.
 *
 * @param subject what was looked at
 * @param outcome how it came out
 * @param reason one sentence; never holds a VIN
 */
public record Check(Subject subject, Outcome outcome, String reason) {

  /** What is looked at, in the order in which it is printed. */
  public enum Subject {
    /** Whether every byte is as it was signed. */
    SIGNATURE,
    /** Whether the signer is somebody to believe. */
    ISSUER,
    /** Whether the report stands in its place among the gateway's others. */
    CHAIN,
    /** Whether its date can be right, and how old it is. */
    FRESHNESS,
    /** Whether it is about the expected vehicle. */
    VIN,
    /** Whether the raw readings at hand are the ones it was made from. */
    SESSION,
    /** How strong the evidence behind the number is. */
    EVIDENCE,
    /** Whether it stands in its gateway's log. */
    LOG;

    /**
     * The subject in machine-readable output.
     *
     * @return lower case
     */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a check came out. */
  public enum Outcome {
    /** As it should be. */
    PASS,
    /** Not as it should be. */
    FAIL,
    /** What is needed to tell is not at hand. */
    UNKNOWN;

    /**
     * The outcome in machine-readable output.
     *
     * @return lower case
     */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Rejects nulls. */
  public Check {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(reason, "reason");
  }

  static Check pass(Subject subject, String reason) {
    return new Check(subject, Outcome.PASS, reason);
  }

  static Check fail(Subject subject, String reason) {
    return new Check(subject, Outcome.FAIL, reason);
  }

  static Check unknown(Subject subject, String reason) {
    return new Check(subject, Outcome.UNKNOWN, reason);
  }
}
