package io.cellwitness.opcua.values;

import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import io.cellwitness.opcua.config.NodeMapping;
import io.cellwitness.opcua.config.Sampling;
import io.cellwitness.opcua.config.Timestamps;
import io.cellwitness.opcua.link.UaValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns the values of one node into readings. A value that is not good, not fresh or not plausible
 * becomes a reading without a value, so that no integral runs across it; a sample that was handed
 * over before is not handed over again.
 */
public final class NodeJudge {

  /** More cells than any pack has; a longer array is not read. */
  public static final int MAX_ELEMENTS = 10_000;

  private static final int MAX_TEXT = 256;

  /** Whole numbers above lose digits as a double. */
  private static final double LARGEST_EXACT = 1L << 53;

  /** Sorted by time, a gap lies behind one sample and before the next. */
  private static final Duration JUST = Duration.ofNanos(1);

  private final NodeMapping mapping;
  private final Sampling sampling;

  /** Below it a value is dated in the future. Worked out once: negating goes by way of decimals. */
  private final Duration earliestAge;

  /** Elements of the last value, so that a gap covers all of them. */
  private int width;

  private Instant lastDate;
  private Stamp lastStamp;

  /** Whether a gap lies behind the last sample already. */
  private boolean gapBehindLast;

  /**
   * Starts without history.
   *
   * @param mapping the node
   * @param sampling how fresh it must be
   */
  public NodeJudge(NodeMapping mapping, Sampling sampling) {
    this.mapping = mapping;
    this.sampling = sampling;
    this.earliestAge = sampling.clockTolerance().negated();
    this.width = mapping.indexRange().map(r -> r.size()).orElse(1);
  }

  /**
   * The node that is judged.
   *
   * @return its mapping
   */
  public NodeMapping mapping() {
    return mapping;
  }

  /**
   * Judges one value.
   *
   * @param value as the server sent it
   * @param received when it was here
   * @param clock the server's clock
   * @return readings in order; none when the sample was handed over before
   */
  public List<Reading> judge(UaValue value, Stamp received, SourceClock clock) {
    Stamp before = lastStamp;
    List<Reading> judged = judged(value, received, clock);
    if (!StatusWords.overflowed(value.status())) {
      return judged;
    }
    // The lost values lie between the sample handed over last and this one, whatever came between.
    Stamp lost =
        before != null
            ? shifted(before, JUST)
            : shifted(judged.isEmpty() ? received : judged.get(0).at(), JUST.negated());
    List<Reading> readings =
        new ArrayList<>(absent(Quality.MISSING, "values lost in the server's queue", lost));
    readings.addAll(judged);
    return readings;
  }

  private List<Reading> judged(UaValue value, Stamp received, SourceClock clock) {
    List<Reading> readings = new ArrayList<>();
    Optional<String> objection = StatusWords.objection(value.status());
    if (objection.isPresent()) {
      readings.addAll(gap(objection.get(), received));
      return readings;
    }
    Optional<Instant> date = date(value);
    if (date.isEmpty() && ages()) {
      // Held or fresh: nobody can tell.
      readings.addAll(gap("it has no timestamp", received));
      return readings;
    }
    Duration age = date.filter(d -> ages()).map(d -> clock.age(d, received)).orElse(Duration.ZERO);
    if (age.compareTo(sampling.staleAfter()) > 0) {
      readings.addAll(absent(Quality.STALE, "sampled " + seconds(age) + " s ago", received));
    } else if (age.compareTo(earliestAge) < 0) {
      readings.addAll(
          absent(
              Quality.MISSING, "dated " + seconds(age.negated()) + " s in the future", received));
    } else if (date.isPresent() && lastDate != null && date.get().isBefore(lastDate)) {
      lastDate = date.get();
      readings.addAll(absent(Quality.MISSING, "its timestamp went back", received));
    } else if (date.isEmpty() || !date.get().equals(lastDate)) {
      lastDate = date.orElse(null);
      lastStamp = back(received, age);
      gapBehindLast = false;
      readings.addAll(convert(value.content(), lastStamp));
    }
    return readings;
  }

  /**
   * The gap when nothing has come for too long although the link lives.
   *
   * @param now the present moment
   * @return readings without a value, or none while the last sample is fresh
   */
  public List<Reading> silence(Stamp now) {
    if (!ages() || lastStamp == null) {
      return List.of();
    }
    Duration age = Duration.ofNanos(now.monotonicNanos() - lastStamp.monotonicNanos());
    return age.compareTo(sampling.staleAfter()) > 0
        ? absent(Quality.STALE, "no sample for " + seconds(age) + " s", now)
        : List.of();
  }

  /**
   * A gap: the server says that there is no value, or cannot be asked. Its beginning is dated just
   * behind the last sample. The next sample may have been taken before this moment, and sorted by
   * time the gap would lie behind it, where nothing is missing.
   *
   * @param reason a few words
   * @param now the present moment
   * @return one reading an element
   */
  public List<Reading> gap(String reason, Stamp now) {
    boolean begins = lastStamp != null && !gapBehindLast;
    gapBehindLast = true;
    return absent(Quality.MISSING, reason, begins ? shifted(lastStamp, JUST) : now);
  }

  /**
   * The gap when samples were lost on the way. They were taken after the last one handed over, and
   * values that are still to come may have been sampled before the loss was told.
   *
   * @param reason a few words
   * @param told when the loss was told
   * @return one reading an element, dated just behind the last sample where there is one
   */
  public List<Reading> lost(String reason, Stamp told) {
    return absent(Quality.MISSING, reason, lastStamp == null ? told : shifted(lastStamp, JUST));
  }

  /** A number on a plate is dated when it was written and stays right. */
  private boolean ages() {
    return sampling.timestamps() != Timestamps.RECEIVE && !Signals.identifies(mapping.signal());
  }

  private Optional<Instant> date(UaValue value) {
    return switch (sampling.timestamps()) {
      case SOURCE -> value.sourceTime().or(value::serverTime);
      case SERVER -> value.serverTime();
      case RECEIVE -> Optional.empty();
    };
  }

  private static Stamp back(Stamp received, Duration age) {
    // The server's clock is known to a few milliseconds: what seems to lie ahead happened now.
    return age.isNegative() ? received : shifted(received, Duration.ofNanos(-age.toNanos()));
  }

  private static Stamp shifted(Stamp stamp, Duration by) {
    return new Stamp(
        stamp.wall().plus(by),
        stamp.monotonicNanos() + by.toNanos(),
        stamp.bootId(),
        stamp.clockSynced());
  }

  private List<Reading> convert(UaValue.Content content, Stamp at) {
    if (content instanceof UaValue.Content.Scalar scalar) {
      width = 1;
      return List.of(
          Signals.identifies(mapping.signal())
              ? reading(0, wholeNumber(scalar.number()), at)
              : element(0, scalar.number(), at));
    }
    if (content instanceof UaValue.Content.Numbers array) {
      return elements(array.numbers(), at);
    }
    if (content instanceof UaValue.Content.Text text) {
      return List.of(reading(0, text(text.text()), at));
    }
    UaValue.Content.Unreadable other = (UaValue.Content.Unreadable) content;
    return absent(Quality.MISSING, "the node holds " + other.what(), at);
  }

  private List<Reading> elements(double[] numbers, Stamp at) {
    boolean single = mapping.firstIndex() == 0;
    Optional<Integer> wanted =
        mapping
            .indexRange()
            .map(r -> r.size())
            .or(() -> single ? Optional.of(1) : Optional.empty());
    if (numbers.length == 0
        || numbers.length > MAX_ELEMENTS
        || wanted.isPresent() && wanted.get() != numbers.length) {
      return absent(
          Quality.MISSING, "an array of " + numbers.length + " where " + expected(wanted), at);
    }
    width = numbers.length;
    List<Reading> readings = new ArrayList<>(numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      readings.add(element(i, numbers[i], at));
    }
    return readings;
  }

  private static String expected(Optional<Integer> wanted) {
    return wanted.map(n -> n + " expected").orElse("1.." + MAX_ELEMENTS + " expected");
  }

  private Reading element(int place, double raw, Stamp at) {
    double number = mapping.conversion().apply(raw);
    Value value;
    if (!Double.isFinite(number)) {
      value = new Value.Absent(Quality.MISSING, "not a number");
    } else if (number < mapping.lowest() || number > mapping.highest()) {
      value = new Value.Absent(Quality.OUT_OF_RANGE, "outside the plausible range");
    } else {
      value = new Value.Number(number);
    }
    return reading(place, value, at);
  }

  /** Some servers keep a serial number as a number. */
  private Value wholeNumber(double number) {
    return number == Math.rint(number) && Math.abs(number) <= LARGEST_EXACT
        ? text(Long.toString((long) number))
        : new Value.Absent(Quality.MISSING, "no whole number");
  }

  private Value text(String text) {
    if (!Signals.identifies(mapping.signal())) {
      return new Value.Absent(Quality.MISSING, "the node holds a text");
    }
    String stripped = text.strip();
    return stripped.isEmpty() || stripped.length() > MAX_TEXT
        ? new Value.Absent(Quality.MISSING, "no usable text")
        : new Value.Text(stripped);
  }

  private List<Reading> absent(Quality quality, String reason, Stamp at) {
    Value value = new Value.Absent(quality, reason);
    List<Reading> readings = new ArrayList<>(width);
    for (int i = 0; i < width; i++) {
      readings.add(reading(i, value, at));
    }
    return readings;
  }

  private Reading reading(int place, Value value, Stamp at) {
    int index = mapping.firstIndex() == 0 ? 0 : mapping.firstIndex() + place;
    return new Reading(mapping.signal(), index, value, at, mapping.source());
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
  }
}
