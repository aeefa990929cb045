package io.cellwitness.opcua.config;

import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One node and the signal it feeds. A value of the server becomes {@code (raw * scale + offset) *
 * factor of the unit * sign}.
 *
 * @param signal what it is, in CellWitness' words
 * @param address where it is
 * @param indexRange the elements of an array that are meant; empty for a scalar or the whole array
 * @param firstIndex index of the first element in the signal, from 1; 0 for a signal without index
 * @param conversion from the server's number to the signal's unit
 * @param lowest smallest plausible value in the signal's unit
 * @param highest largest plausible value in the signal's unit
 * @param interval how often it is read; empty for the interval of the source
 */
public record NodeMapping(
    Signal signal,
    NodeAddress address,
    Optional<IndexRange> indexRange,
    int firstIndex,
    Conversion conversion,
    double lowest,
    double highest,
    Optional<Duration> interval) {

  private static final Set<Signal> INDEXED =
      Set.of(Signals.CELL_VOLTAGE, Signals.MODULE_TEMPERATURE);

  /**
   * Whether a signal has one value a cell or sensor.
   *
   * @param signal any
   * @return true for cell voltages and module temperatures
   */
  public static boolean indexed(Signal signal) {
    return INDEXED.contains(signal);
  }

  /**
   * A node that needs nothing but its unit.
   *
   * @param signal what it is
   * @param address where it is
   * @param unit the server's unit
   * @return the mapping, with the usual plausible range
   */
  public static NodeMapping plain(Signal signal, NodeAddress address, Unit unit) {
    PlausibleRange usual = PlausibleRange.of(signal);
    return new NodeMapping(
        signal,
        address,
        Optional.empty(),
        indexed(signal) ? 1 : 0,
        new Conversion(1, 0, unit, 1),
        usual.lowest(),
        usual.highest(),
        Optional.empty());
  }

  /** Rejects nulls and an empty plausible range. */
  public NodeMapping {
    Objects.requireNonNull(signal, "signal");
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(indexRange, "indexRange");
    Objects.requireNonNull(conversion, "conversion");
    Objects.requireNonNull(interval, "interval");
    if (!(lowest <= highest) || firstIndex < 0) {
      throw new IllegalArgumentException("no value could pass: " + lowest + ".." + highest);
    }
  }

  /**
   * The node as it stands in a reading's source: {@code ns=2;s=Cells[0:95]}.
   *
   * @return address and range
   */
  public String source() {
    return address.text() + indexRange.map(r -> "[" + r + "]").orElse("");
  }

  /**
   * From the server's number to the signal's unit.
   *
   * @param scale multiplies the server's number first
   * @param offset is added then
   * @param unit the server's unit after both
   * @param sign 1 or -1: current is positive INTO the battery
   */
  public record Conversion(double scale, double offset, Unit unit, int sign) {

    /** Rejects a scale of nothing and any other sign. */
    public Conversion {
      Objects.requireNonNull(unit, "unit");
      if (!Double.isFinite(scale) || scale == 0 || !Double.isFinite(offset)) {
        throw new IllegalArgumentException("not a conversion: " + scale + ", " + offset);
      }
      if (sign != 1 && sign != -1) {
        throw new IllegalArgumentException("sign must be 1 or -1");
      }
    }

    /**
     * Converts.
     *
     * @param raw the server's number
     * @return the number in the signal's unit
     */
    public double apply(double raw) {
      return sign * unit.toSignal(raw * scale + offset);
    }
  }
}
