package io.cellwitness.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the battery was used during the recording, in the words of the battery passport (DIN DKE SPEC
 * 99100): throughput, time in extreme temperature, deep discharges. It says nothing about the life
 * before.
 */
final class RecordedUse {

  /** Id of the method in reports. */
  static final String ID = "recorded-use/1";

  private static final double HOT_C = 45;
  private static final double COLD_C = 0;
  private static final double DEEP_PCT = 5;
  private static final double RECOVERED_PCT = 10;

  private double chargedAh;
  private double consumedAh;
  private double hours;
  private double hotHours;
  private double coldHours;
  private double chargingExtremeHours;
  private double highestC = Double.NEGATIVE_INFINITY;
  private double lowestC = Double.POSITIVE_INFINITY;
  private int deepDischarges;

  private RecordedUse() {}

  /** Sums up all visits; nothing where fewer than two samples were recorded. */
  static List<Quantity> of(List<Visit> visits) {
    RecordedUse use = new RecordedUse();
    visits.forEach(v -> use.add(v.samples()));
    return use.hours > 0 ? use.quantities() : List.of();
  }

  private void add(Samples s) {
    double gapS = s.size() < 2 ? 0 : Segmenter.gapLimitS(s);
    boolean deep = false;
    for (int i = 0; i < s.size(); i++) {
      if (s.socPct()[i] < DEEP_PCT && !deep) {
        deepDischarges++;
        deep = true;
      } else if (s.socPct()[i] > RECOVERED_PCT) {
        deep = false;
      }
      double stepS = i == 0 ? Double.POSITIVE_INFINITY : s.timeS()[i] - s.timeS()[i - 1];
      if (stepS <= gapS) {
        add(stepS / 3600, (s.currentA()[i] + s.currentA()[i - 1]) / 2, s.temperatureC()[i]);
      }
    }
  }

  private void add(double stepHours, double currentA, double temperatureC) {
    hours += stepHours;
    chargedAh += Math.max(0, currentA) * stepHours;
    consumedAh += Math.max(0, -currentA) * stepHours;
    if (Double.isNaN(temperatureC)) {
      return;
    }
    highestC = Math.max(highestC, temperatureC);
    lowestC = Math.min(lowestC, temperatureC);
    boolean extreme = temperatureC > HOT_C || temperatureC < COLD_C;
    hotHours += temperatureC > HOT_C ? stepHours : 0;
    coldHours += temperatureC < COLD_C ? stepHours : 0;
    chargingExtremeHours += extreme && currentA > Segmenter.CHARGING_A ? stepHours : 0;
  }

  private List<Quantity> quantities() {
    List<Quantity> quantities = new ArrayList<>();
    quantities.add(throughput(QuantityNames.RECORDED_CHARGED_AH, chargedAh));
    quantities.add(throughput(QuantityNames.RECORDED_CONSUMED_AH, consumedAh));
    quantities.add(derived(QuantityNames.DEEP_DISCHARGES, deepDischarges, ""));
    if (highestC >= lowestC) {
      quantities.add(derived(QuantityNames.HIGHEST_TEMPERATURE, highestC, "degC"));
      quantities.add(derived(QuantityNames.LOWEST_TEMPERATURE, lowestC, "degC"));
      quantities.add(derived(QuantityNames.HOURS_HOT, hotHours, "h"));
      quantities.add(derived(QuantityNames.HOURS_COLD, coldHours, "h"));
      quantities.add(derived(QuantityNames.HOURS_CHARGING_EXTREME, chargingExtremeHours, "h"));
    }
    return quantities;
  }

  private Quantity throughput(String name, double chargeAh) {
    double offsetAh = CapacityBudget.OFFSET_A * hours;
    if (chargeAh <= offsetAh) {
      return Quantities.refused(
          name,
          List.of(
              RefusalTexts.notMeasured(
                  Evidence.text(
                      "Less charge flowed than the %.2f Ah a current sensor may be off.",
                      offsetAh))));
    }
    List<BudgetTerm> budget =
        List.of(
            CapacityBudget.gain(),
            new BudgetTerm(
                "current_offset",
                offsetAh / chargeAh,
                Evidence.text(
                    "class of current sensor, %.2f A over %.2f h",
                    CapacityBudget.OFFSET_A, hours)));
    return Quantities.measured(name, chargeAh, "Ah", ID, budget);
  }

  private static Quantity derived(String name, double value, String unit) {
    return Quantities.derived(name, value, unit, Optional.empty(), ID);
  }
}
