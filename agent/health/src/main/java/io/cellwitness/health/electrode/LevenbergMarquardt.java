package io.cellwitness.health.electrode;

import io.cellwitness.health.math.Linear;

/** Damped least squares with limited steps (method, 7.5). */
final class LevenbergMarquardt {

  private static final double[] STEP_LIMITS = {0.1, 0.2, 0.020, 0.15, 0.3};
  private static final int MOST_STEPS = 40;
  private static final int MOST_TRIES = 8;
  private static final double FIRST_DAMPING = 0.01;
  private static final double LEAST_DAMPING = 1e-6;
  private static final double SMALLEST_GAIN = 1e-5;

  private LevenbergMarquardt() {}

  /** Walks downhill from a start; the cost never rises. */
  static double[] minimise(FitProblem problem, double[] start) {
    int n = CellModel.PARAMETERS;
    double[][] normal = new double[n][n];
    double[] right = new double[n];
    double[] p = start.clone();
    double cost = problem.cost(p);
    double damping = FIRST_DAMPING;
    for (int step = 0; step < MOST_STEPS; step++) {
      problem.normalEquations(p, normal, right);
      double gain = 0;
      for (int attempt = 0; attempt < MOST_TRIES && gain <= 0; attempt++) {
        double[] trial = trial(p, normal, right, damping);
        double trialCost = problem.cost(trial);
        if (trialCost < cost) {
          gain = (cost - trialCost) / cost;
          p = trial;
          cost = trialCost;
          damping = Math.max(LEAST_DAMPING, damping / 5);
        } else {
          damping *= 4;
        }
      }
      if (gain < SMALLEST_GAIN) {
        break;
      }
    }
    return p;
  }

  private static double[] trial(double[] p, double[][] normal, double[] right, double damping) {
    int n = p.length;
    double[][] damped = new double[n][];
    for (int r = 0; r < n; r++) {
      damped[r] = normal[r].clone();
      damped[r][r] *= 1 + damping;
    }
    double[] change = Linear.solve(damped, right);
    double[] trial = new double[n];
    for (int i = 0; i < n; i++) {
      trial[i] = p[i] + Math.max(-STEP_LIMITS[i], Math.min(STEP_LIMITS[i], change[i]));
    }
    return trial;
  }
}
