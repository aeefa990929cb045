package io.cellwitness.health.electrode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks for places to start the solver from: the valleys are flat and there are several. */
final class StartSearch {

  /** Two starts miss the global minimum in 6 of 82 hypotheses, ten in none (method, 8.2). */
  private static final int STARTS = 10;

  private static final int POSITIONS = 17;
  private static final int CAPACITIES = 14;
  private static final double SMALLEST_FACTOR = 1.2;
  private static final double LARGEST_FACTOR = 8;
  private static final double DISTINCT_POSITION = 0.08;
  private static final double DISTINCT_LOG_CAPACITY = 0.2;

  private record Candidate(double[] parameters, double squares) {}

  private StartSearch() {}

  /** The best starts that differ from each other, the best first. */
  static List<double[]> starts(FitProblem problem, FitWindow window, Prior prior) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < POSITIONS; i++) {
      double x = 0.1 + 0.8 * i / (POSITIONS - 1);
      for (int j = 0; j < CAPACITIES; j++) {
        double factor =
            SMALLEST_FACTOR
                * Math.pow(LARGEST_FACTOR / SMALLEST_FACTOR, (double) j / (CAPACITIES - 1));
        double logCapacity = Math.log(window.widthAh() * factor);
        double[] p = {prior.y0(), prior.logRatio(), prior.offsetV(), x, logCapacity};
        candidates.add(new Candidate(p, problem.squares(p)));
      }
    }
    candidates.sort(Comparator.comparingDouble(Candidate::squares));
    List<double[]> starts = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (starts.size() < STARTS && isDistinct(candidate.parameters(), starts)) {
        starts.add(candidate.parameters());
      }
    }
    return starts;
  }

  private static boolean isDistinct(double[] p, List<double[]> starts) {
    return starts.stream()
        .allMatch(
            s ->
                Math.abs(s[3] - p[3]) > DISTINCT_POSITION
                    || Math.abs(s[4] - p[4]) > DISTINCT_LOG_CAPACITY);
  }
}
