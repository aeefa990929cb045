package io.cellwitness.health;

import java.util.Objects;

/**
 * One term of an uncertainty budget (GUM, JCGM 100:2008).
 *
 * @param name stable id such as {@code soc_scale}
 * @param relative standard uncertainty (k = 1) relative to the value
 * @param source where the figure comes from, in words
 */
public record BudgetTerm(String name, double relative, String source) {
  /** Rejects nulls and negative terms. */
  public BudgetTerm {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
    if (!(relative >= 0)) {
      throw new IllegalArgumentException("budget term " + name + " is " + relative);
    }
  }
}
