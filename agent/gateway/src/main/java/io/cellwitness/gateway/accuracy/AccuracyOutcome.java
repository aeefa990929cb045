package io.cellwitness.gateway.accuracy;

import io.cellwitness.health.Grade;
import io.cellwitness.health.Quantity;
import io.cellwitness.health.RefusalCode;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What came out of one case.
 *
 * @param input the case
 * @param capacity the capacity, or why there is none
 */
record AccuracyOutcome(AccuracyCase input, Quantity capacity) {

  boolean number() {
    return capacity instanceof Quantity.Number;
  }

  /** Whether the gates decided as they should. */
  boolean decidedRight() {
    return switch (input.expect()) {
      case NUMBER -> number();
      case REFUSE -> !number();
      case EITHER -> true;
    };
  }

  List<RefusalCode> refusals() {
    return capacity instanceof Quantity.Refused refused
        ? refused.reasons().stream().map(r -> r.code()).toList()
        : List.of();
  }

  /** Error of the capacity, % of the truth; empty without a number or a truth. */
  OptionalDouble errorPct() {
    if (capacity instanceof Quantity.Number n && input.truthAh().isPresent()) {
      return OptionalDouble.of(100 * (n.value() / input.truthAh().getAsDouble() - 1));
    }
    return OptionalDouble.empty();
  }

  /** 95 % uncertainty, % of the capacity; empty without a number. */
  OptionalDouble uncertaintyPct() {
    return capacity instanceof Quantity.Number n && n.uncertainty().isPresent()
        ? OptionalDouble.of(100 * n.uncertainty().get() / n.value())
        : OptionalDouble.empty();
  }

  /** Whether the truth lies inside the interval; only to be asked with a number and a truth. */
  boolean covered() {
    Quantity.Number n = (Quantity.Number) capacity;
    return Math.abs(n.value() - input.truthAh().orElseThrow()) <= n.uncertainty().orElseThrow();
  }

  boolean graded(Grade grade) {
    return capacity instanceof Quantity.Number n && n.grade().filter(g -> g == grade).isPresent();
  }
}
