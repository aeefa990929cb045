package io.cellwitness.health.electrode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Acceptance of the fit on real cells retired from cars (method, 7.6). */
class RetiredCellsTest {

  private static final double FULL_V = 4.18;
  private static final int POINTS = 40;

  private final ElectrodeFit fit = new ElectrodeFit(CommittedCurves.read());

  /** A cell's rest voltages by charge from empty, and its capacity. */
  private record Cell(String id, List<double[]> points, double capacityAh) {

    /** Straight lines between the rest points inside a share of the nominal capacity. */
    FitWindow window(double fromAh, double toAh) {
      double[] q = points.stream().mapToDouble(p -> p[0]).toArray();
      double[] u = points.stream().mapToDouble(p -> p[1]).toArray();
      double[] chargeAh = new double[POINTS];
      double[] volts = new double[POINTS];
      for (int i = 0; i < POINTS; i++) {
        chargeAh[i] = fromAh + (toAh - fromAh) * i / (POINTS - 1);
        volts[i] = Interpolation.at(q, u, chargeAh[i]);
      }
      return new FitWindow(chargeAh, volts);
    }
  }

  private static List<Cell> cells(String file) throws IOException {
    Map<String, Cell> cells = new LinkedHashMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Objects.requireNonNull(
                        RetiredCellsTest.class.getResourceAsStream(
                            "/recordings/rest_ocv_pulse/" + file))),
                StandardCharsets.UTF_8))) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] f = line.split(",", -1);
        cells
            .computeIfAbsent(f[0], id -> new Cell(id, new ArrayList<>(), Double.parseDouble(f[4])))
            .points()
            .add(new double[] {Double.parseDouble(f[6]), Double.parseDouble(f[8])});
      }
    }
    return cells.values().stream().filter(c -> c.points().size() == 10).toList();
  }

  /** One new cell as reference; every other cell of the type from a part of its charge. */
  private void accept(double fromShare, double maeLimit) throws IOException {
    List<Cell> cells = cells("nmc21.csv.gz");
    Cell known = cells.stream().filter(c -> c.id().equals("nmc21_002")).findFirst().orElseThrow();
    ReferenceFit reference =
        fit.reference(
            known.window(1.05, 10.5), known.capacityAh(), FULL_V, Optional.of(CathodeClass.NMC532));
    assertTrue(reference.residualV() < 0.0065, "residual " + reference.residualV());
    PackCard card =
        new PackCard(
            reference.emptyV(),
            0.008,
            FULL_V,
            0.005,
            Optional.empty(),
            Optional.of(reference.reference()),
            "one cell of the type");
    double sum = 0;
    int judged = 0;
    int covered = 0;
    for (Cell cell : cells) {
      if (cell == known) {
        continue;
      }
      ModelAverage average =
          fit.fit(cell.window(fromShare * 21, 10.5), card, OptionalDouble.empty());
      double error = average.alone().capacityAh() / cell.capacityAh() - 1;
      sum += Math.abs(error);
      covered += Math.abs(error) <= 2 * average.alone().relativeU() ? 1 : 0;
      judged++;
    }
    double mae = 100 * sum / judged;
    double coverage = (double) covered / judged;
    System.out.printf(
        Locale.ROOT,
        "NMC 21 Ah, one reference cell, rest points %.0f to 50 %%: %d cells, MAE %.2f %%,"
            + " coverage %.0f %%%n",
        100 * fromShare,
        judged,
        mae,
        100 * coverage);
    assertTrue(judged >= 20, "cells " + judged);
    assertTrue(mae <= maeLimit, "mean error " + mae);
    assertTrue(coverage >= 0.92, "coverage " + coverage);
  }

  @Test
  void oneReferenceCellServesItsTypeFromFiveToFiftyPercent() throws IOException {
    accept(0.05, 2.2);
  }

  @Test
  void oneReferenceCellServesItsTypeFromFifteenToFiftyPercent() throws IOException {
    accept(0.15, 3.2);
  }

  /** LMO offered as NMC: no hypothesis follows the rest points within 4 mV. */
  @Test
  void lmoIsNotTakenForNmc() throws IOException {
    List<Cell> cells = cells("lmo10.csv.gz");
    PackCard card =
        new PackCard(
            2.902, 0.01, FULL_V, 0.01, Optional.empty(), Optional.empty(), "made up for LMO");
    int refused = 0;
    for (Cell cell : cells) {
      ModelAverage average = fit.fit(cell.window(0.5, 5.0), card, OptionalDouble.empty());
      refused += average.smallestResidualV() > 0.004 ? 1 : 0;
    }
    assertTrue(cells.size() >= 40, "cells " + cells.size());
    assertEquals(cells.size(), refused);
  }
}
