package io.cellwitness.health;

import java.util.Objects;

/**
 * Something a person should know: an inconsistency, a sign of tampering, a safety alarm.
 *
 * @param code stable code in upper case with underscores
 * @param severity how bad
 * @param text one plain sentence in English
 * @param evidence the figures behind it
 */
public record Finding(String code, Severity severity, String text, String evidence) {

  /** How bad a finding is. */
  public enum Severity {
    /** Worth knowing. */
    INFO,
    /** Look at it before relying on the result. */
    WARNING,
    /** Something is wrong with the data, the pack or both. */
    SERIOUS,
    /** A safety matter that no score hides. */
    ALARM
  }

  /** Rejects nulls. */
  public Finding {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(evidence, "evidence");
  }
}
