package io.cellwitness.can.profile;

import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one entry of {@code signals} and compiles it; an entry with a count gives several places.
 */
final class SignalReader {

  private static final Pattern NUMBER = Pattern.compile("([us])(8|16|24|32)(le)?");
  private static final int LONGEST_ANSWER = 4_095;

  private SignalReader() {}

  /** A signal of an answer: its place is told in bytes. */
  static List<SignalPlace> read(JsonPart part) {
    SignalPlace.Builder b = new SignalPlace.Builder();
    int at = part.integer("at", 0, LONGEST_ANSWER).orElse(-1);
    if (at < 0) {
      part.problem("at", "must say which byte the signal starts at");
      at = 0;
    }
    b.place = place(part, at, b);
    meaning(part, b);
    b.supportBit = supportBit(part, b.place);
    List<SignalPlace> places = repeated(part, b);
    part.done();
    return places;
  }

  /** A signal of a broadcast frame: its place is told in bits, as in a DBC file. */
  static SignalPlace readBroadcast(JsonPart part) {
    SignalPlace.Builder b = new SignalPlace.Builder();
    b.place = FrameBits.read(part, part.flag("signed"));
    b.index = part.integer("index", 1, 1_000).orElse(0);
    meaning(part, b);
    part.done();
    return b.build();
  }

  private static void meaning(JsonPart part, SignalPlace.Builder b) {
    String name = part.textOr("signal", "X-Unnamed");
    b.signal = signal(part, name);
    b.scale = scale(part, name, b);
    b.words = words(part);
    part.range("range")
        .ifPresentOrElse(
            range -> {
              b.lowest = range[0];
              b.highest = range[1];
            },
            () -> requireRange(part, b));
    b.invalid = part.integers("invalid");
    b.origin =
        new SignalPlace.Origin(
            evidence(part),
            part.textOr("sources", "?"),
            b.text ? 0 : Math.abs(b.scale.multiply() / b.scale.divide()));
  }

  /** What raw numbers are called, for a state that is a word and no quantity. */
  private static Map<Long, String> words(JsonPart part) {
    Map<Long, String> words = new HashMap<>();
    part.part("words")
        .ifPresent(
            p -> {
              for (String raw : p.keys()) {
                if (raw.matches("-?[0-9]{1,10}")) {
                  words.put(Long.parseLong(raw), p.textOr(raw, "?"));
                } else {
                  p.problem(raw, "must be a whole number");
                }
              }
            });
    return words;
  }

  private static void requireRange(JsonPart part, SignalPlace.Builder b) {
    if (!b.text && b.words.isEmpty() && b.place.mask() != 1) {
      part.problem("range", "is missing: every number needs plausible limits");
    }
  }

  /** A bit of the same answer that says whether the signal is there at all (SAE J1979 9A, D2). */
  private static Optional<Place> supportBit(JsonPart part, Place signal) {
    long[] bit = part.integers("supportBit");
    if (bit.length == 0) {
      return Optional.empty();
    }
    if (bit.length != 2 || bit[0] < 0 || bit[0] >= signal.at() || bit[1] < 0 || bit[1] > 7) {
      part.problem("supportBit", "must be [byte, bit] before the signal");
      return Optional.empty();
    }
    return Optional.of(new Place((int) bit[0], 1, false, (int) bit[1], 1, 0));
  }

  private static Signal signal(JsonPart part, String name) {
    Optional<Signal> known = Signals.find(name);
    Optional<String> unit =
        part.has("unit") ? Optional.of(part.textOr("unit", "")) : Optional.empty();
    if (known.isPresent()) {
      if (unit.isPresent() && !unit.get().equals(known.get().unit())) {
        part.problem("unit", "of " + name + " is always '" + known.get().unit() + "'");
      }
      return known.get();
    }
    if (!name.startsWith("X-")) {
      part.problem("signal", "'" + name + "' is not known; names of your own start with X-");
    }
    return new Signal(name, unit.orElse(""));
  }

  private static Place place(JsonPart part, int at, SignalPlace.Builder b) {
    String type = part.textOr("type", "u8");
    OptionalInt bit = part.integer("bit", 0, 7);
    if (type.equals("bit")) {
      if (bit.isEmpty()) {
        part.problem("bit", "must say which bit, 0 to 7");
      }
      return new Place(at, 1, false, bit.orElse(0), 1, 0);
    }
    if (type.equals("ascii")) {
      b.text = true;
      return new Place(at, part.integer("length", 1, 64).orElse(1), false, 0, 0, 0);
    }
    Matcher number = NUMBER.matcher(type);
    if (!number.matches()) {
      part.problem("type", "'" + type + "' is not one of u8, s16, u32le, …, bit, ascii");
      return new Place(at, 1, false, 0, 0xFF, 0);
    }
    int bits = Integer.parseInt(number.group(2));
    long all = (1L << bits) - 1;
    long mask = part.has("mask") ? mask(part, all) : all;
    int shift = Long.numberOfTrailingZeros(mask);
    long kept = mask >>> shift;
    long signBit = number.group(1).equals("s") ? Long.highestOneBit(kept) : 0;
    return new Place(at, bits / 8, number.group(3) != null, shift, kept, signBit);
  }

  private static long mask(JsonPart part, long all) {
    String digits = part.textOr("mask", "FF");
    long mask = digits.matches("[0-9A-F]{1,8}") ? Long.parseLong(digits, 16) : 0;
    long kept = mask >>> Long.numberOfTrailingZeros(mask);
    if (mask == 0 || mask > all || (kept & kept + 1) != 0) {
      part.problem("mask", "must be one run of bits in hex that fits the type");
      return all;
    }
    return mask;
  }

  private static Scale scale(JsonPart part, String name, SignalPlace.Builder b) {
    double zero = part.number("zero").orElse(0);
    double multiply = part.number("multiply").orElse(1);
    double divide = part.number("divide").orElse(1);
    OptionalDouble add = part.number("add");
    if (divide <= 0 || multiply == 0) {
      part.problem("divide", "must be positive, and multiply not 0");
      divide = 1;
    }
    if (name.equals(Signals.CURRENT.name())) {
      switch (part.textOr("positive", "unknown")) {
        case "charge" -> b.signKnown = true;
        case "discharge" -> multiply = -multiply;
        case "unknown" -> b.signKnown = false;
        default -> part.problem("positive", "must be charge, discharge or unknown");
      }
    }
    return new Scale(zero, multiply, divide, add.orElse(0));
  }

  private static Evidence evidence(JsonPart part) {
    String mark = part.textOr("evidence", "!");
    for (Evidence evidence : Evidence.values()) {
      if (evidence.mark().equals(mark)) {
        return evidence;
      }
    }
    part.problem("evidence", "must be D, 2, 1 or !");
    return Evidence.DISPUTED;
  }

  private static List<SignalPlace> repeated(JsonPart part, SignalPlace.Builder b) {
    int count = part.integer("count", 1, 500).orElse(1);
    int stride = part.integer("stride", 1, 64).orElse(b.place.bytes());
    int index = part.integer("index", 1, 1_000).orElse(count > 1 ? 1 : 0);
    List<SignalPlace> places = new ArrayList<>(count);
    Place first = b.place;
    for (int i = 0; i < count; i++) {
      b.place = first.moved(i * stride);
      b.index = index + i;
      places.add(b.build());
    }
    return places;
  }
}
