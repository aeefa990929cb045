package io.cellwitness.can.profile;

import io.cellwitness.api.Quality;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/** One signal in one answer: where it stands and what its bits mean. */
public final class SignalPlace {

  /**
   * What a person wants to know of a place.
   *
   * @param evidence how well it is known
   * @param sources who says so, as named in the profile
   * @param resolution smallest step in the unit of the signal; 0 for text
   */
  public record Origin(Evidence evidence, String sources, double resolution) {}

  private static final Value UNDIRECTED =
      missing("the direction of the current is not known for this car");

  private final Signal signal;
  private final int index;
  private final Place place;
  private final Scale scale;
  private final double lowest;
  private final double highest;
  private final long[] invalid;
  private final boolean text;
  private final Map<Long, String> words;
  private final boolean signKnown;
  private final Optional<Place> supportBit;
  private final Origin origin;

  private SignalPlace(Builder b) {
    this.signal = Objects.requireNonNull(b.signal);
    this.index = b.index;
    this.place = Objects.requireNonNull(b.place);
    this.scale = Objects.requireNonNull(b.scale);
    this.lowest = b.lowest;
    this.highest = b.highest;
    this.invalid = b.invalid.clone();
    this.text = b.text;
    this.words = Map.copyOf(b.words);
    this.signKnown = b.signKnown;
    this.supportBit = b.supportBit;
    this.origin = Objects.requireNonNull(b.origin);
  }

  private SignalPlace(SignalPlace other, int index) {
    this.signal = other.signal;
    this.index = index;
    this.place = other.place;
    this.scale = other.scale;
    this.lowest = other.lowest;
    this.highest = other.highest;
    this.invalid = other.invalid;
    this.text = other.text;
    this.words = other.words;
    this.signKnown = other.signKnown;
    this.supportBit = other.supportBit;
    this.origin = other.origin;
  }

  /** Collects the parts while a profile is read. */
  static final class Builder {
    Signal signal;
    int index;
    Place place;
    Scale scale = new Scale(0, 1, 1, 0);
    double lowest = Double.NEGATIVE_INFINITY;
    double highest = Double.POSITIVE_INFINITY;
    long[] invalid = {};
    boolean text;
    Map<Long, String> words = Map.of();
    boolean signKnown = true;
    Optional<Place> supportBit = Optional.empty();
    Origin origin;

    SignalPlace build() {
      return new SignalPlace(this);
    }
  }

  /**
   * Reads the signal out of an answer.
   *
   * @param data what follows the echoed identifier
   * @return a number or text in the unit of the signal; an invalid code is MISSING, a number
   *     outside the plausible range OUT_OF_RANGE, never clamped
   */
  public Value read(byte[] data) {
    if (data.length < place.end()) {
      return missing("the answer is too short");
    }
    if (supportBit.isPresent() && supportBit.get().raw(data) == 0) {
      return missing("the car does not support it");
    }
    if (text) {
      return readText(data);
    }
    return value(place.raw(data));
  }

  /** What a raw number means. */
  Value value(long raw) {
    for (long code : invalid) {
      if (raw == code) {
        return missing("the car marks it as not available");
      }
    }
    if (!words.isEmpty()) {
      String word = words.get(raw);
      return word == null ? missing("a code nobody has named") : new Value.Text(word);
    }
    double value = scale.value(raw);
    if (value < lowest || value > highest) {
      return new Value.Absent(Quality.OUT_OF_RANGE, "outside its plausible range");
    }
    return signKnown || value == 0 ? new Value.Number(value) : UNDIRECTED;
  }

  /** The signal of an answer. */
  Decoded decode(byte[] data) {
    Value value = read(data);
    return value.equals(UNDIRECTED) ? undirected(place.raw(data)) : decoded(value);
  }

  /** The signal of a raw number. */
  Decoded decode(long raw) {
    Value value = value(raw);
    return value.equals(UNDIRECTED) ? undirected(raw) : decoded(value);
  }

  Decoded decoded(Value value) {
    return new Decoded(signal, index, value);
  }

  private Decoded undirected(long raw) {
    return new Decoded(signal, index, UNDIRECTED, OptionalDouble.of(scale.value(raw)));
  }

  private Value readText(byte[] data) {
    byte[] bytes = Arrays.copyOfRange(data, place.at(), place.end());
    String read = new String(bytes, StandardCharsets.ISO_8859_1);
    return read.matches("[ -~]+") && !read.isBlank()
        ? new Value.Text(read.strip())
        : missing("no readable text");
  }

  Place place() {
    return place;
  }

  static Value missing(String reason) {
    return new Value.Absent(Quality.MISSING, reason);
  }

  /** The same place for a cell or sensor further on; signals without number stay as they are. */
  SignalPlace withIndexMoved(int by) {
    return index == 0 || by == 0 ? this : new SignalPlace(this, index + by);
  }

  /**
   * What is read.
   *
   * @return the signal
   */
  public Signal signal() {
    return signal;
  }

  /**
   * Cell or sensor number.
   *
   * @return from 1, or 0 where the signal is not indexed
   */
  public int index() {
    return index;
  }

  /**
   * How well the place is known.
   *
   * @return evidence, sources and resolution
   */
  public Origin origin() {
    return origin;
  }
}
