package io.cellwitness.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A slow charge of a made-up NMC 532 car from empty to full, resting before and after, as a CSV
 * recording. Its capacity between both rest voltages is known; its state of charge is scaled.
 */
final class SimulatedCharge {

  static final double TRUE_AH = 90;
  static final double EMPTY_V = 3.40;
  static final double FULL_V = 4.15;
  static final int SERIES = 96;

  private static final Path CURVES = Path.of("..", "..", "config", "chemistries", "halfcells.csv");
  private static final double Y0 = 0.963;
  private static final double RATIO = Math.exp(-0.29);
  private static final double OFFSET_V = 0.005;
  private static final double CELL_OHM = 0.0011;
  private static final int STEP_S = 10;

  private final List<double[]> nodes;
  private final double socScale;
  private final double emptyX;
  private final double fullX;
  private final StringBuilder rows = new StringBuilder("t_s,i_A,u_V,soc_pct,t_max_C\n");
  private double chargeAh;
  private int timeS;

  private SimulatedCharge(double socScale) throws IOException {
    try (var lines = Files.lines(CURVES)) {
      nodes =
          lines
              .filter(line -> Character.isDigit(line.charAt(0)))
              .map(SimulatedCharge::numbers)
              .toList();
    }
    this.socScale = socScale;
    emptyX = stoichiometry(EMPTY_V);
    fullX = stoichiometry(FULL_V);
  }

  /** Writes a charge that begins empty, after a rest, and ends full. */
  static Path write(Path file, double socScale) throws IOException {
    SimulatedCharge car = new SimulatedCharge(socScale);
    car.run(2400, 0);
    return car.toFull(file);
  }

  /** Writes a charge that begins half full. */
  static Path writeFromHalf(Path file) throws IOException {
    SimulatedCharge car = new SimulatedCharge(1);
    car.chargeAh = 0.5 * TRUE_AH;
    return car.toFull(file);
  }

  private Path toFull(Path file) throws IOException {
    run((int) ((TRUE_AH - 1 - chargeAh) / 20 * 3600), 20);
    run(900, 4);
    run(2400, 0);
    return Files.writeString(file, rows);
  }

  private void run(int seconds, double currentA) {
    for (int end = timeS + seconds; timeS < end; timeS += STEP_S) {
      double x = emptyX + (fullX - emptyX) * chargeAh / TRUE_AH;
      double packV = SERIES * (restV(x) + CELL_OHM * currentA);
      double socPct = Math.min(100, socScale * 100 * chargeAh / TRUE_AH);
      rows.append(
          String.format(Locale.ROOT, "%d,%.1f,%.1f,%.1f,25%n", timeS, currentA, packV, socPct));
      chargeAh += currentA * STEP_S / 3600;
    }
  }

  private double stoichiometry(double volts) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (restV(middle) < volts) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Columns of the file: x, gr_kuecher, gr_bpx, y, nmc532, … */
  private double restV(double x) {
    return at(3, 4, Y0 - RATIO * x) - at(0, 1, x) + OFFSET_V;
  }

  private double at(int position, int value, double wanted) {
    int i = 1;
    while (i < nodes.size() - 1 && nodes.get(i)[position] < wanted) {
      i++;
    }
    double[] a = nodes.get(i - 1);
    double[] b = nodes.get(i);
    return a[value] + (b[value] - a[value]) * (wanted - a[position]) / (b[position] - a[position]);
  }

  private static double[] numbers(String line) {
    return List.of(line.split(",")).stream().mapToDouble(Double::parseDouble).toArray();
  }
}
