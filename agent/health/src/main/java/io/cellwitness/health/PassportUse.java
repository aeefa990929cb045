package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Energy, negative events and vehicle-to-grid use during the recording: what Annex VII, part B, of
 * Regulation (EU) 2023/1542 and UN GTR 22 count, as far as this recording saw it. It stands beside
 * {@link RecordedUse} and like it says nothing about the life before.
 */
final class PassportUse {

  /** Id of the method in reports. */
  static final String ID = "passport-use/1";

  private static final double VOLTAGE_U = 0.005;
  private static final double HOT_C = 60;
  private static final double COOLED_C = 55;

  /** Discharging at standstill below this is the car's own life, kW. */
  private static final double LEAST_V2X_KW = 0.5;

  private static final double PLUG_HELD_S = 60;

  private final PackFacts pack;
  private double chargedKwh;
  private double consumedKwh;
  private double chargedAh;
  private double consumedAh;
  private double v2xKwh;
  private double hours;
  private double meanV;
  private boolean plugSeen;
  private int overcharges;
  private int overtemperatures;
  private boolean cellsSeen;
  private boolean temperatureSeen;

  private PassportUse(PackFacts pack) {
    this.pack = pack;
  }

  /** Sums up all visits; nothing where voltage and current were never read together. */
  static List<Quantity> of(PackFacts pack, List<Recording> recordings, List<Visit> visits) {
    PassportUse use = new PassportUse(pack);
    for (int v = 0; v < visits.size(); v++) {
      use.energy(recordings.get(v), visits.get(v).samples());
      use.events(recordings.get(v));
    }
    return use.hours > 0 ? use.quantities() : List.of();
  }

  private void energy(Recording recording, Samples s) {
    double gapS = s.size() < 2 ? 0 : Segmenter.gapLimitS(s);
    Column ac = recording.sorted(Signals.AC_PLUG);
    Column dc = recording.sorted(Signals.DC_PLUG);
    plugSeen |= ac.size() + dc.size() > 0;
    long origin = ImbalanceMethod.firstNanos(recording);
    Plug acPlug = new Plug(ac);
    Plug dcPlug = new Plug(dc);
    for (int i = 1; i < s.size(); i++) {
      double stepS = s.timeS()[i] - s.timeS()[i - 1];
      double volts = s.voltageV()[i];
      if (stepS > gapS || Double.isNaN(volts)) {
        continue;
      }
      double stepHours = stepS / 3600;
      double currentA = (s.currentA()[i] + s.currentA()[i - 1]) / 2;
      double kW = currentA * volts / 1000;
      hours += stepHours;
      meanV += volts * stepHours;
      chargedKwh += Math.max(0, kW) * stepHours;
      consumedKwh += Math.max(0, -kW) * stepHours;
      chargedAh += Math.max(0, currentA) * stepHours;
      consumedAh += Math.max(0, -currentA) * stepHours;
      long nanos = origin + Math.round(s.timeS()[i] * 1e9);
      boolean plugged = acPlug.at(nanos) | dcPlug.at(nanos);
      boolean standing = !(s.speedKmh()[i] > Segmenter.STANDSTILL_KMH);
      v2xKwh += plugged && standing && -kW >= LEAST_V2X_KW ? -kW * stepHours : 0;
    }
  }

  private void events(Recording recording) {
    Column hottest = recording.sorted(Signals.TEMPERATURE_MAX);
    temperatureSeen |= hottest.size() > 0;
    overtemperatures += events(hottest, HOT_C, COOLED_C, 200);
    Column said = recording.sorted(Signals.CELL_VOLTAGE_MAX);
    Column highest = said.size() > 0 ? said : recording.cells().closedCopy().highestV();
    cellsSeen |= highest.size() > 0;
    double limitV = pack.chemistry() == Chemistry.LFP ? 3.80 : 4.30;
    overcharges += events(highest, limitV, limitV - 0.05, CellSets.MAX_CELL_V);
  }

  /** Times a signal rises above a limit, counted again only after it fell back. */
  private static int events(Column column, double limit, double back, double impossible) {
    int events = 0;
    boolean above = false;
    for (int i = 0; i < column.size(); i++) {
      double value = column.value(i);
      if (value > limit && value < impossible && !above) {
        events++;
        above = true;
      } else if (value < back) {
        above = false;
      }
    }
    return events;
  }

  private List<Quantity> quantities() {
    List<Quantity> quantities = new ArrayList<>();
    quantities.add(energy(QuantityNames.RECORDED_CHARGED_KWH, chargedKwh));
    quantities.add(energy(QuantityNames.RECORDED_CONSUMED_KWH, consumedKwh));
    pack.nominalAh()
        .ifPresent(
            n ->
                quantities.add(
                    derived(
                        QuantityNames.RECORDED_FULL_CYCLES,
                        (chargedAh + consumedAh) / 2 / n.value(),
                        "")));
    if (cellsSeen) {
      quantities.add(derived(QuantityNames.OVERCHARGES, overcharges, ""));
    }
    if (temperatureSeen) {
      quantities.add(derived(QuantityNames.OVERTEMPERATURES, overtemperatures, ""));
    }
    if (plugSeen && !pack.use().stationary()) {
      quantities.add(energy(QuantityNames.V2X_ENERGY, v2xKwh));
      quantities.add(virtualDistance());
    }
    return quantities;
  }

  /** UN GTR 22: discharge energy in V2X over the certified energy consumption. */
  private Quantity virtualDistance() {
    return pack.use()
        .consumptionWhPerKm()
        .<Quantity>map(
            c ->
                Quantities.derived(
                    QuantityNames.VIRTUAL_DISTANCE,
                    1000 * v2xKwh / c.value(),
                    "km",
                    Optional.of(2000 * energyU(v2xKwh) * v2xKwh / c.value()),
                    ID))
        .orElseGet(
            () ->
                new Quantity.Refused(
                    QuantityNames.VIRTUAL_DISTANCE,
                    Originator.DERIVED,
                    List.of(
                        RefusalTexts.referenceUnknown(
                            "The certified energy consumption is not known; give it with "
                                + "--consumption."))));
  }

  private double energyU(double kWh) {
    double offset = offsetKwh();
    return kWh <= offset ? 1 : Math.hypot(Math.hypot(CapacityBudget.GAIN, VOLTAGE_U), offset / kWh);
  }

  /** What the zero error of a current sensor makes over the recording, kWh. */
  private double offsetKwh() {
    return CapacityBudget.OFFSET_A * meanV / 1000;
  }

  private Quantity energy(String name, double kWh) {
    double offsetKwh = offsetKwh();
    if (kWh <= offsetKwh) {
      return Quantities.refused(
          name,
          List.of(
              RefusalTexts.notMeasured(
                  Evidence.text(
                      "Less energy flowed than the %.2f kWh a current sensor may be off.",
                      offsetKwh))));
    }
    return Quantities.measured(
        name,
        kWh,
        "kWh",
        ID,
        List.of(
            CapacityBudget.gain(),
            new BudgetTerm(
                "current_offset",
                offsetKwh / kWh,
                Evidence.text(
                    "class of current sensor, %.2f A over %.2f h", CapacityBudget.OFFSET_A, hours)),
            new BudgetTerm("pack_voltage", VOLTAGE_U, "class of voltage sensor, 0.5 %")));
  }

  private static Quantity derived(String name, double value, String unit) {
    return Quantities.derived(name, value, unit, Optional.empty(), ID);
  }

  /** A plug signal walked forward in time. */
  private static final class Plug {
    private final Column column;
    private int next;

    Plug(Column column) {
      this.column = column;
    }

    boolean at(long nanos) {
      while (next < column.size() && column.nanos(next) <= nanos) {
        next++;
      }
      return next > 0
          && (nanos - column.nanos(next - 1)) / 1e9 <= PLUG_HELD_S
          && column.value(next - 1) > 0.5;
    }
  }
}
