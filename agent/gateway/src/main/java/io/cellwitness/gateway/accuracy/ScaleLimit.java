package io.cellwitness.gateway.accuracy;

import io.cellwitness.api.DriverException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The scale of the state of charge, nearest to the true one, at which a case no longer gives a
 * number without a finding.
 *
 * @param by the findings, or {@link #REFUSED}, or {@link #NEVER}
 * @param factor on the state of charge; the last one tried where nothing is found
 */
record ScaleLimit(String by, double factor) {

  static final String REFUSED = "no number any more";
  static final String NEVER = "not found";

  /** Steps of the search, in hundredths of the scale, and how far it goes. */
  private static final int STEP = 2;

  private static final int FARTHEST = 40;

  /** Asks what a case says at a scale. */
  interface Question {
    /**
     * What stands in the way of a number without a finding.
     *
     * @param factor on the state of charge
     * @return finding codes or {@link #REFUSED}; empty where nothing does
     * @throws DriverException when the recording cannot be read
     */
    String at(double factor) throws DriverException;
  }

  /**
   * Goes from the true scale outwards.
   *
   * @param direction 1 for longer scales, -1 for shorter ones
   */
  static ScaleLimit search(Question question, int direction) throws DriverException {
    double factor = 1;
    for (int step = STEP; step <= FARTHEST; step += STEP) {
      factor = (100 + direction * step) / 100.0;
      String by = question.at(factor);
      if (!by.isEmpty()) {
        return new ScaleLimit(by, factor);
      }
    }
    return new ScaleLimit(NEVER, factor);
  }

  /** The limits of several cases by what set them, the most frequent first. */
  static List<Map.Entry<String, List<ScaleLimit>>> grouped(List<ScaleLimit> limits) {
    Map<String, List<ScaleLimit>> groups =
        limits.stream()
            .collect(Collectors.groupingBy(ScaleLimit::by, TreeMap::new, Collectors.toList()));
    return groups.entrySet().stream()
        .sorted(Comparator.comparingInt(g -> -g.getValue().size()))
        .toList();
  }

  /** The scales of a group from the one nearest to the true scale to the farthest. */
  static double[] outwards(List<ScaleLimit> group) {
    Double[] factors = group.stream().map(ScaleLimit::factor).toArray(Double[]::new);
    Arrays.sort(factors, Comparator.comparingDouble(f -> Math.abs(f - 1)));
    return Arrays.stream(factors).mapToDouble(Double::doubleValue).toArray();
  }
}
