package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.health.electrode.ElectrodeFit;
import io.cellwitness.health.electrode.FitWindow;
import io.cellwitness.health.electrode.ModelAverage;
import io.cellwitness.health.electrode.PackCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Method 8.6 on a real car: slices of 1 % and 0.12 V/Cn, as the specification has them, against
 * slices of 0.25 % and 0.118 V/Cn, with which its figures were made. The printed table stands in
 * docs/concepts/method.md.
 */
class QuasiOcvChoiceTest {

  private static final double LEAST_SHARE = 0.3;
  private static final PackCard CARD =
      new PackCard(3.35, 0.01, 4.18, 0.005, Optional.empty(), Optional.empty(), "assumed");

  private record Variant(String name, double slice, double cellV) {}

  @Test
  void theSlicesDoNotDecideTheCapacity() {
    List<Variant> variants =
        List.of(
            new Variant("medians per 1 %, 0.120 V/Cn", 0.01, 0.120),
            new Variant("medians per 0.25 %, 0.118 V/Cn", 0.0025, 0.118));
    List<double[]> rows = new ArrayList<>();
    RecordedCase car = RecordedCase.named("car3_all");
    Recording recording = new Recording(new UUID(0, 0));
    Recordings.feed(car.rows(), 0, recording::accept);
    List<Visit> visits = List.of(Visit.of(recording, 0, car.nominalAh()));
    ElectrodeFit fit = new ElectrodeFit(CommittedCurves.read());
    for (ChargeRun run : ChargeRun.find(List.of(recording), visits, car.nominalAh())) {
      double[] row = new double[2 * variants.size()];
      boolean complete = run.chargeAh()[run.size() - 1] >= LEAST_SHARE * car.nominalAh();
      for (int v = 0; complete && v < variants.size(); v++) {
        Variant variant = variants.get(v);
        Optional<FitWindow> window =
            QuasiOcv.window(
                run,
                car.series(),
                variant.cellV() / car.nominalAh(),
                car.nominalAh(),
                variant.slice());
        complete = window.isPresent();
        if (complete) {
          ModelAverage average = fit.fit(window.get(), CARD, OptionalDouble.empty());
          row[2 * v] = average.alone().capacityAh();
          row[2 * v + 1] = 1000 * average.smallestResidualV();
        }
      }
      if (complete) {
        rows.add(row);
      }
    }
    assertTrue(rows.size() >= 10, "charges " + rows.size());
    double[] meanAh = new double[variants.size()];
    for (int v = 0; v < variants.size(); v++) {
      int column = 2 * v;
      double mean = rows.stream().mapToDouble(r -> r[column]).average().orElseThrow();
      double spread =
          Math.sqrt(
              rows.stream().mapToDouble(r -> Math.pow(r[column] - mean, 2)).sum()
                  / (rows.size() - 1));
      double residual = rows.stream().mapToDouble(r -> r[column + 1]).average().orElseThrow();
      meanAh[v] = mean;
      System.out.printf(
          Locale.ROOT,
          "%-32s %d charges  mean %.2f Ah  spread %.1f %%  residual %.2f mV%n",
          variants.get(v).name(),
          rows.size(),
          mean,
          100 * spread / mean,
          residual);
    }
    assertEquals(meanAh[0], meanAh[1], 0.005 * meanAh[0]);
  }
}
