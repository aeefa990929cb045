package io.cellwitness.health;

import java.util.Objects;

/**
 * Why there is no number.
 *
 * @param code stable code
 * @param text one plain sentence in English with the figures of this case and what would help
 */
public record Refusal(RefusalCode code, String text) {
  /** Rejects nulls. */
  public Refusal {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(text, "text");
  }
}
