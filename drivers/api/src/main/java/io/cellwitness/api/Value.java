package io.cellwitness.api;

import java.util.Objects;

/** What one reading says: a number, a text, or that there is none and why. */
public sealed interface Value {

  /**
   * How far the value can be used.
   *
   * @return {@link Quality#GOOD} exactly when there is a number or a text
   */
  Quality quality();

  /**
   * A finite number in the unit of its signal.
   *
   * @param number never NaN or infinite
   */
  record Number(double number) implements Value {
    /** Rejects NaN and infinities: an unknown is {@link Absent}. */
    public Number {
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException("not a finite number: " + number);
      }
    }

    @Override
    public Quality quality() {
      return Quality.GOOD;
    }
  }

  /**
   * A text such as a VIN.
   *
   * @param text never null
   */
  record Text(String text) implements Value {
    /** Rejects null: an unknown is {@link Absent}. */
    public Text {
      Objects.requireNonNull(text, "text");
    }

    @Override
    public Quality quality() {
      return Quality.GOOD;
    }
  }

  /**
   * No value.
   *
   * @param quality never {@link Quality#GOOD}
   * @param reason why, a few words for a person
   */
  record Absent(Quality quality, String reason) implements Value {
    /** Rejects an absence that calls itself good or gives no reason. */
    public Absent {
      Objects.requireNonNull(reason, "reason");
      if (quality == Quality.GOOD) {
        throw new IllegalArgumentException("an absent value cannot be good");
      }
    }
  }
}
