package io.cellwitness.health;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Everything seen under one boot id: one visit of the car. */
final class Recording {

  /** Entries one signal may have: 46 days at 1 Hz. What comes after is counted, not kept. */
  static final int MAX_ENTRIES = 4_000_000;

  /** More different vehicles or packs than this in one visit are not counted. */
  private static final int MAX_IDENTITIES = 4;

  private static final Set<Signal> USED =
      Set.of(
          Signals.CURRENT,
          Signals.VOLTAGE,
          Signals.SOC,
          Signals.SOC_DISPLAYED,
          Signals.SOH,
          Signals.CELL_VOLTAGE_MAX,
          Signals.CELL_VOLTAGE_MIN,
          Signals.TEMPERATURE_MAX,
          Signals.TEMPERATURE_MIN,
          Signals.CHARGED_AH,
          Signals.CONSUMED_AH,
          Signals.CHARGED_KWH,
          Signals.CONSUMED_KWH,
          Signals.OPERATING_TIME,
          Signals.ISOLATION,
          Signals.CONTACTOR,
          Signals.ODOMETER,
          Signals.SPEED,
          Signals.REFERENCE_CURRENT,
          Signals.REFERENCE_VOLTAGE,
          Signals.REFERENCE_KWH,
          Signals.REFERENCE_ACCURACY,
          Signals.REFERENCE_AUTHENTICATED,
          Signals.DISCHARGE_LIMIT,
          Signals.CHARGE_LIMIT,
          Signals.CYCLES,
          Signals.REMAINING_AH,
          Signals.AC_PLUG,
          Signals.DC_PLUG,
          Signals.CHARGING_FLAG);

  private static final Set<Signal> EARLIER =
      Set.of(
          Signals.EARLIER_TIME,
          Signals.EARLIER_WIDTH,
          Signals.EARLIER_CAPACITY,
          Signals.EARLIER_CHARGE_U,
          Signals.EARLIER_SOC,
          Signals.EARLIER_CHARGED,
          Signals.EARLIER_CONSUMED);

  private final UUID bootId;
  private final Map<Signal, Column> columns = new LinkedHashMap<>();
  private final CellSets cells = new CellSets();
  private final WallClock wallClock = new WallClock();
  private final Set<String> vehicles = new TreeSet<>();
  private final Set<String> packs = new TreeSet<>();
  private final EarlierVisit.Notes earlier = new EarlierVisit.Notes();
  private long overflow;
  private int revision;

  Recording(UUID bootId) {
    this.bootId = bootId;
  }

  UUID bootId() {
    return bootId;
  }

  /** Earliest wall-clock instant, for putting visits in order. */
  Instant firstWall() {
    return wallClock.first();
  }

  WallClock wallClock() {
    return wallClock;
  }

  /** Vehicle identification numbers seen. They are compared, never shown. */
  Set<String> vehicles() {
    return vehicles;
  }

  /** Packs' own numbers seen. They are compared, never shown. */
  Set<String> packs() {
    return packs;
  }

  /** What this session was told of earlier visits, the oldest first. */
  List<EarlierVisit> earlierVisits() {
    return earlier.visits();
  }

  /** Grows with every change; equal numbers mean equal content. */
  int revision() {
    return revision;
  }

  /** Readings that were not kept because their signal was full. */
  long overflow() {
    return overflow;
  }

  CellSets cells() {
    return cells;
  }

  void accept(Reading reading) {
    Signal signal = reading.signal();
    double value = reading.value() instanceof Value.Number number ? number.number() : Double.NaN;
    long nanos = reading.at().monotonicNanos();
    Column column = reading.index() == 0 ? column(signal) : null;
    if (signal.equals(Signals.CELL_VOLTAGE)) {
      cells.add(nanos, reading.index(), value);
    } else if (column != null) {
      if (column.size() >= MAX_ENTRIES) {
        overflow++;
        return;
      }
      column.add(nanos, value);
    } else if (EARLIER.contains(signal)) {
      earlier.add(reading.index(), signal, value, reading.source());
    } else if (signal.equals(Signals.VIN)) {
      note(reading, vehicles);
    } else if (signal.equals(Signals.PACK_ID)) {
      note(reading, packs);
    } else {
      return;
    }
    wallClock.note(reading.at());
    revision++;
  }

  /** The entries of a signal; null where the method does not use it. */
  private Column column(Signal signal) {
    Column column = columns.get(signal);
    if (column == null && USED.contains(signal)) {
      column = new Column();
      columns.put(signal, column);
    }
    return column;
  }

  private static void note(Reading reading, Set<String> identities) {
    if (reading.value() instanceof Value.Text text && identities.size() < MAX_IDENTITIES) {
      identities.add(text.text());
    }
  }

  void addAll(Recording other) {
    other.columns.forEach(
        (signal, column) -> columns.computeIfAbsent(signal, s -> new Column()).addAll(column));
    cells.addAll(other.cells);
    overflow += other.overflow;
    vehicles.addAll(other.vehicles);
    packs.addAll(other.packs);
    earlier.addAll(other.earlier);
    wallClock.addAll(other.wallClock);
    revision += other.revision;
  }

  /** The entries of a signal in order of time; empty when it was never read. */
  Column sorted(Signal signal) {
    Column column = columns.getOrDefault(signal, new Column());
    column.sort();
    return column;
  }
}
