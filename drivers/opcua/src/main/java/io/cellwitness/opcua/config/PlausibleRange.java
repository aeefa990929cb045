package io.cellwitness.opcua.config;

import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;

/**
 * What can be right for a signal where the source file gives no narrower range. Wide on purpose:
 * storage containers reach 1,500 V (IEC 62933-5-2 low-voltage limit) and some thousand amperes.
 *
 * @param lowest smallest value, in the signal's unit
 * @param highest largest value, in the signal's unit
 */
record PlausibleRange(double lowest, double highest) {

  static PlausibleRange of(Signal signal) {
    if (signal.equals(Signals.CELL_VOLTAGE)
        || signal.equals(Signals.CELL_VOLTAGE_MAX)
        || signal.equals(Signals.CELL_VOLTAGE_MIN)) {
      return new PlausibleRange(0.5, 5);
    }
    return switch (signal.unit()) {
      case "V" -> new PlausibleRange(0, 2000);
      case "A" -> new PlausibleRange(-10_000, 10_000);
      // A few new packs declare more than 100 % health.
      case "%" -> new PlausibleRange(0, signal.equals(Signals.SOH) ? 120 : 100);
      case "degC" -> new PlausibleRange(-60, 150);
      case "Ah", "kWh", "kW" -> new PlausibleRange(-1e9, 1e9);
      default -> new PlausibleRange(-1e12, 1e12);
    };
  }
}
