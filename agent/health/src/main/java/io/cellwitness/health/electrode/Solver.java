package io.cellwitness.health.electrode;

import io.cellwitness.health.math.Linear;

/** Finds the best parameters of one hypothesis from several starts. */
final class Solver {

  private Solver() {}

  static Fit solve(CellModel model, FitWindow window, Prior prior) {
    FitProblem problem = new FitProblem(model, window, prior);
    double[] best = null;
    double bestCost = Double.POSITIVE_INFINITY;
    for (double[] start : StartSearch.starts(problem, window, prior)) {
      double[] p = LevenbergMarquardt.minimise(problem, start);
      double cost = problem.cost(p);
      if (cost < bestCost) {
        best = p;
        bestCost = cost;
      }
    }
    int n = CellModel.PARAMETERS;
    double[][] normal = new double[n][n];
    problem.normalEquations(best, normal, new double[n]);
    return new Fit(best, bestCost, problem.residualV(best), Linear.inverse(normal));
  }
}
