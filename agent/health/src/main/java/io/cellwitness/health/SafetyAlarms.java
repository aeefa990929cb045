package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.Signals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Safety matters that no score hides. */
final class SafetyAlarms {

  /** UN R100, 5.1.3: at least 100 Ohm per volt for direct current. */
  private static final double LEAST_OHM_PER_V = 100;

  /** Voltage of a pack per cell, V, at least, and of a pack of which nothing is known. */
  private static final double LEAST_CELL_V = 3.0;

  private static final double ASSUMED_PACK_V = 400;
  private static final double HIGHEST_PACK_V = 1500;

  private static final double HOTTEST_C = 60;
  private static final double RISE_K_PER_MINUTE = 3;
  private static final double RISE_OVER_S = 120;
  private static final int CONFIRMED_BY = 3;

  private SafetyAlarms() {}

  /** Every alarm of every visit, once for each kind. */
  static List<Finding> of(Evidence evidence) {
    List<Finding> alarms = new ArrayList<>();
    for (Recording recording : evidence.recordings()) {
      isolation(recording, evidence.statedSeries(), alarms);
      temperature(recording.sorted(Signals.TEMPERATURE_MAX), alarms);
      // A car that mixes up its probes, or has only one, must not hide the heat.
      temperature(recording.sorted(Signals.TEMPERATURE_MIN), alarms);
      cells(recording, evidence.pack().chemistry(), alarms);
    }
    Set<String> known = new HashSet<>();
    return alarms.stream().filter(a -> known.add(a.code())).toList();
  }

  private static void isolation(Recording recording, OptionalInt series, List<Finding> alarms) {
    Column isolation = recording.sorted(Signals.ISOLATION);
    double packV = highestV(recording.sorted(Signals.VOLTAGE), series);
    double leastKiloohm = packV * LEAST_OHM_PER_V / 1000;
    int low = 0;
    for (int i = 0; i < isolation.size(); i++) {
      low = isolation.value(i) < leastKiloohm ? low + 1 : 0;
      if (low == CONFIRMED_BY) {
        alarms.add(
            alarm(
                "ISOLATION_LOW",
                "The isolation of the high-voltage system is below 100 Ohm per volt: "
                    + "do not touch, call a specialist.",
                Evidence.text("%.0f kOhm at %.0f V", isolation.value(i), packV)));
        return;
      }
    }
  }

  /** A missing or falsified voltage must not lower the limit: the cells know better. */
  private static double highestV(Column voltage, OptionalInt series) {
    double highest =
        series.isPresent()
            ? LEAST_CELL_V * series.getAsInt()
            : voltage.lastValue() > 0 ? 0 : ASSUMED_PACK_V;
    for (int i = 0; i < voltage.size(); i++) {
      double volts = voltage.value(i);
      highest = volts > highest && volts < HIGHEST_PACK_V ? volts : highest;
    }
    return highest;
  }

  private static void temperature(Column hottest, List<Finding> alarms) {
    int hot = 0;
    int from = 0;
    int rising = 0;
    for (int i = 0; i < hottest.size(); i++) {
      double now = hottest.value(i);
      hot = now > HOTTEST_C && now < 200 ? hot + 1 : 0;
      if (hot == CONFIRMED_BY) {
        alarms.add(
            alarm(
                "BATTERY_HOT",
                "The battery is hotter than 60 degC: stop charging and driving.",
                Evidence.text("%.0f degC", now)));
      }
      while ((hottest.nanos(i) - hottest.nanos(from)) / 1e9 > RISE_OVER_S) {
        from++;
      }
      double minutes = (hottest.nanos(i) - hottest.nanos(from)) / 60e9;
      double rise = now - hottest.value(from);
      boolean fast = minutes >= 1 && rise > RISE_K_PER_MINUTE * minutes && now > 35;
      rising = fast ? rising + 1 : 0;
      if (rising == CONFIRMED_BY) {
        alarms.add(
            alarm(
                "TEMPERATURE_RISES",
                "The battery warms faster than 3 K per minute: stop and keep away.",
                Evidence.text("%.0f K in %.1f minutes", rise, minutes)));
      }
    }
  }

  private static void cells(Recording recording, Chemistry chemistry, List<Finding> alarms) {
    double highV = chemistry == Chemistry.LFP ? 3.80 : 4.30;
    double lowV = chemistry == Chemistry.LFP ? 2.00 : 2.50;
    Column highest = recording.sorted(Signals.CELL_VOLTAGE_MAX);
    Column lowest = recording.sorted(Signals.CELL_VOLTAGE_MIN);
    CellSets sets = recording.cells().closedCopy();
    limit(highest, sets.highestV(), highV, CellSets.MAX_CELL_V)
        .ifPresent(
            v ->
                alarms.add(
                    alarm(
                        "CELL_OVERCHARGED",
                        "A cell is above its voltage limit: stop charging.",
                        Evidence.text("%.3f V, limit %.2f V", v, highV))));
    limit(lowest, sets.lowestV(), CellSets.MIN_CELL_V, lowV)
        .ifPresent(
            v ->
                alarms.add(
                    alarm(
                        "CELL_DEEPLY_DISCHARGED",
                        "A cell is below its voltage limit: do not charge without a specialist.",
                        Evidence.text("%.3f V, limit %.2f V", v, lowV))));
  }

  /** In what the BMS says of its extremes, or else in the list of its cells. */
  private static OptionalDouble limit(Column said, Column listed, double above, double below) {
    OptionalDouble found = limit(said, above, below);
    return found.isPresent() ? found : limit(listed, above, below);
  }

  /** A value inside the band three times running; single readings may be noise. */
  private static OptionalDouble limit(Column column, double above, double below) {
    int run = 0;
    for (int i = 0; i < column.size(); i++) {
      run = column.value(i) > above && column.value(i) < below ? run + 1 : 0;
      if (run == CONFIRMED_BY) {
        return OptionalDouble.of(column.value(i));
      }
    }
    return OptionalDouble.empty();
  }

  private static Finding alarm(String code, String text, String evidence) {
    return new Finding(code, Finding.Severity.ALARM, text, evidence);
  }
}
