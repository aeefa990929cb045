package io.cellwitness.gateway.base;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How far something that lasts has come, in one line: what is done, a bar, and the rest with the
 * most important first. What does not fit a terminal is left out from the end.
 *
 * @param phase what is being done, a word or two
 * @param fraction 0 to 1 of the way; empty where there is no end to measure it by
 * @param parts short texts, the most important first
 */
public record ProgressLine(String phase, OptionalDouble fraction, List<String> parts) {

  private static final int LONGEST_BAR = 20;
  private static final int SHORTEST_BAR = 6;

  /** Before this share is done, an extrapolation of the time left would be a guess. */
  private static final double LEAST_FRACTION = 0.05;

  private static final double LEAST_SECONDS = 1;

  /** Copies the list. */
  public ProgressLine {
    parts = List.copyOf(parts);
  }

  /**
   * Something that is done piece by piece at a steady rate.
   *
   * @param phase what is being done
   * @param fraction 0 to 1 of it
   * @param seconds since it began
   * @param parts further texts
   * @return a line with the share, the time it took, and the time left once it can be told
   */
  public static ProgressLine steady(
      String phase, double fraction, double seconds, List<String> parts) {
    List<String> all = new ArrayList<>();
    all.add(String.format(Locale.ROOT, "%.0f %%", 100 * fraction));
    all.add(clock(seconds));
    leftSeconds(fraction, seconds).stream()
        // "0:00 left" would be said for half a second.
        .filter(left -> left >= 0.5)
        .forEach(left -> all.add("about " + clock(left) + " left"));
    all.addAll(parts);
    return new ProgressLine(phase, OptionalDouble.of(fraction), all);
  }

  /**
   * Time left of something that goes on at a steady rate.
   *
   * @param fraction 0 to 1 of it is done
   * @param seconds it took
   * @return seconds; empty while too little is done to tell, and at the end
   */
  public static OptionalDouble leftSeconds(double fraction, double seconds) {
    return fraction < LEAST_FRACTION || fraction >= 1 || seconds < LEAST_SECONDS
        ? OptionalDouble.empty()
        : OptionalDouble.of(seconds * (1 - fraction) / fraction);
  }

  /**
   * A duration as a clock shows it.
   *
   * @param seconds from 0
   * @return {@code 1:05} or {@code 1:23:09}
   */
  public static String clock(double seconds) {
    long s = Math.round(seconds);
    return s >= 3600
        ? String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60);
  }

  /** Everything, for a log. */
  String whole(Interpreter interpreter) {
    return line(LONGEST_BAR, parts.size(), interpreter);
  }

  /**
   * As much as a terminal shows.
   *
   * @param columns at most so many characters
   */
  String fitted(int columns, Interpreter interpreter) {
    for (int shown = parts.size(); shown >= 0; shown--) {
      for (int bar = LONGEST_BAR; bar >= SHORTEST_BAR; bar -= 2) {
        String line = line(bar, shown, interpreter);
        if (line.length() <= columns) {
          return line;
        }
      }
    }
    String phaseOnly = interpreter.say(phase);
    return phaseOnly.substring(0, Math.min(columns, phaseOnly.length()));
  }

  private String line(int bar, int shown, Interpreter interpreter) {
    List<String> words = new ArrayList<>();
    fraction.ifPresent(share -> words.add(bar(share, bar)));
    parts.subList(0, shown).forEach(part -> words.add(interpreter.say(part)));
    return interpreter.say(phase) + " " + String.join("  ", words);
  }

  private static String bar(double fraction, int width) {
    int filled = (int) Math.round(Math.max(0, Math.min(1, fraction)) * width);
    return "[" + "#".repeat(filled) + "·".repeat(width - filled) + "]";
  }
}
