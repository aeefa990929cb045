package io.cellwitness.health;

import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the car says about itself: listed beside the measured values, never mixed into them. */
final class DeclaredValues {

  /** Id of the method in reports. */
  static final String ID = "declared/1";

  private static final Map<Signal, String> NAMES = names();

  private DeclaredValues() {}

  /** The last value of each declared signal of the latest visit that has one. */
  static List<Quantity> of(List<Recording> visits) {
    List<Quantity> quantities = new ArrayList<>();
    NAMES.forEach(
        (signal, name) -> {
          for (int v = visits.size() - 1; v >= 0; v--) {
            double value = visits.get(v).sorted(signal).lastValue();
            if (!Double.isNaN(value)) {
              quantities.add(declared(name, value, signal.unit()));
              return;
            }
          }
        });
    return quantities;
  }

  private static Quantity declared(String name, double value, String unit) {
    return new Quantity.Number(
        name, Originator.DECLARED, value, unit, Optional.empty(), Optional.empty(), ID, List.of());
  }

  private static Map<Signal, String> names() {
    Map<Signal, String> names = new LinkedHashMap<>();
    names.put(Signals.SOH, QuantityNames.SOH_DECLARED);
    names.put(Signals.SOC, QuantityNames.SOC);
    names.put(Signals.SOC_DISPLAYED, QuantityNames.SOC_DISPLAYED);
    names.put(Signals.ODOMETER, QuantityNames.ODOMETER);
    names.put(Signals.OPERATING_TIME, QuantityNames.OPERATING_TIME);
    names.put(Signals.CHARGED_AH, QuantityNames.CHARGED_AH);
    names.put(Signals.CONSUMED_AH, QuantityNames.CONSUMED_AH);
    names.put(Signals.CHARGED_KWH, QuantityNames.CHARGED_KWH);
    names.put(Signals.CONSUMED_KWH, QuantityNames.CONSUMED_KWH);
    names.put(Signals.ISOLATION, QuantityNames.ISOLATION);
    names.put(Signals.CYCLES, QuantityNames.CYCLES);
    names.put(Signals.REMAINING_AH, QuantityNames.REMAINING_AH);
    names.put(Signals.DISCHARGE_LIMIT, QuantityNames.DISCHARGE_LIMIT);
    names.put(Signals.CHARGE_LIMIT, QuantityNames.CHARGE_LIMIT);
    return names;
  }
}
