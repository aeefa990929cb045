package io.cellwitness.simulator.car;

import io.cellwitness.simulator.pack.PackState;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The control units of a Hyundai or Kia of the 400 V platform (Kona, Niro 64 kWh), as far as
 * reading the battery needs them: BMS 7E4, vehicle control 7E3, instrument cluster 7C6.
 *
 * <p>Layouts: BMS identifiers 0101 (59 bytes), 0102 to 0104 (36 bytes) and 0105 (43 bytes) as
 * decoded by OBDb Hyundai-Kona-Electric 9295904, OVMS 1aa1daf and evDash 14d1ab1; odometer B002 as
 * in evDash's recorded Niro. Numbers are big endian; this car's current is positive when the pack
 * discharges.
 */
public final class HyundaiKia400V {

  /** Voltage of a 12 V battery that the pack keeps charged, V. */
  public static final double SOCKET_VOLTS = 14.3;

  private static final int CELLS = 98;
  private static final int CELLS_PER_IDENTIFIER = 32;

  private final BatteryManagement management;
  private final int odometerKm;
  private final Runnable whenRead;

  private HyundaiKia400V(BatteryManagement management, int odometerKm, Runnable whenRead) {
    this.management = management;
    this.odometerKm = odometerKm;
    this.whenRead = whenRead;
  }

  /**
   * Builds the car.
   *
   * @param management its battery management, of a pack of 98 cells
   * @param vin vehicle identification number, 17 characters
   * @param odometerKm odometer, km
   * @param whenRead runs each time after somebody has read the BMS identifier 0101
   * @return the car, awake and with closed contactors
   */
  public static SimulatedCar build(
      BatteryManagement management, String vin, int odometerKm, Runnable whenRead) {
    if (management.measure().truth().cellsV().size() != CELLS) {
      throw new IllegalArgumentException("this car needs a pack of " + CELLS + " cells");
    }
    HyundaiKia400V layout = new HyundaiKia400V(management, odometerKm, whenRead);
    Map<Integer, Supplier<byte[]>> battery =
        Map.of(
            0x0101, layout::overview,
            0x0102, () -> layout.cells(0),
            0x0103, () -> layout.cells(CELLS_PER_IDENTIFIER),
            0x0104, () -> layout.cells(2 * CELLS_PER_IDENTIFIER),
            0x0105, layout::health);
    return new SimulatedCar(
        List.of(
            new DiagnosticEcu(0x7e3, vin, true, Map.of()),
            new DiagnosticEcu(0x7e4, vin, true, battery),
            new DiagnosticEcu(0x7c6, vin, false, Map.of(0xb002, layout::odometer))),
        () -> SOCKET_VOLTS);
  }

  private byte[] overview() {
    BatteryManagement.Snapshot now = management.measure();
    PackState truth = now.truth();
    List<Double> cells = truth.cellsV();
    int highest = extreme(cells, 1);
    int lowest = extreme(cells, -1);
    ByteBuffer data = ByteBuffer.allocate(59);
    data.putInt(0, 0xfff7e7ff);
    data.put(4, (byte) Math.floor(now.socPercent() * 2));
    data.putShort(5, (short) 17_000);
    data.putShort(7, (short) 18_000);
    data.put(9, flags(truth));
    data.putShort(10, (short) Math.round(-now.currentA() * 10));
    data.putShort(12, (short) Math.round(truth.voltageV() * 10));
    data.put(14, (byte) Math.round(truth.temperatureC() + 0.8));
    data.put(15, (byte) Math.round(truth.temperatureC() - 0.8));
    for (int module = 0; module < 5; module++) {
      data.put(16 + module, (byte) Math.round(truth.temperatureC() + 0.4 * (module - 2)));
    }
    data.put(22, (byte) Math.round(truth.temperatureC() - 1));
    data.put(23, fiftieths(cells.get(highest)));
    data.put(24, (byte) (highest + 1));
    data.put(25, fiftieths(cells.get(lowest)));
    data.put(26, (byte) (lowest + 1));
    data.put(29, (byte) Math.round(SOCKET_VOLTS * 10));
    data.putInt(30, tenths(now.chargedAh()));
    data.putInt(34, tenths(now.consumedAh()));
    data.putInt(38, tenths(now.chargedKwh()));
    data.putInt(42, tenths(now.consumedKwh()));
    data.putInt(46, (int) now.operatingSeconds());
    data.put(50, (byte) 0x04);
    data.putShort(51, (short) Math.round(truth.voltageV()));
    data.putShort(57, (short) 1000);
    whenRead.run();
    return data.array();
  }

  private byte[] cells(int from) {
    List<Double> cells = management.measure().truth().cellsV();
    ByteBuffer data = ByteBuffer.allocate(4 + CELLS_PER_IDENTIFIER);
    data.putInt(0, 0xffffffff);
    for (int i = 0; i < CELLS_PER_IDENTIFIER; i++) {
      data.put(4 + i, fiftieths(cells.get(from + i)));
    }
    return data.array();
  }

  private byte[] health() {
    BatteryManagement.Snapshot now = management.measure();
    List<Double> cells = now.truth().cellsV();
    int lowest = extreme(cells, -1);
    ByteBuffer data = ByteBuffer.allocate(43);
    data.putInt(0, 0x003fff90);
    data.put(20, fiftieths(cells.get(extreme(cells, 1)) - cells.get(lowest)));
    data.putShort(25, (short) tenths(now.declaredSohPercent()));
    data.put(27, (byte) (lowest + 1));
    data.put(31, (byte) Math.floor(now.socDisplayedPercent() * 2));
    // The two cells that do not fit into 0102 to 0104.
    data.put(34, fiftieths(cells.get(CELLS - 2)));
    data.put(35, fiftieths(cells.get(CELLS - 1)));
    return data.array();
  }

  private byte[] odometer() {
    byte[] data = new byte[12];
    data[0] = (byte) 0xe0;
    data[4] = (byte) 0xff;
    data[5] = (byte) 0xb4;
    data[6] = (byte) (odometerKm >> 16);
    data[7] = (byte) (odometerKm >> 8);
    data[8] = (byte) odometerKm;
    return data;
  }

  /** Bit 7 charging, 6 direct-current plug, 5 alternating-current plug, 0 main relay. */
  private static byte flags(PackState truth) {
    int flags = 0x01;
    flags |= truth.charging() ? 0x80 : 0;
    flags |= truth.plugged() ? truth.direct() ? 0x40 : 0x20 : 0;
    return (byte) flags;
  }

  private static int extreme(List<Double> cells, int sign) {
    int found = 0;
    for (int i = 1; i < cells.size(); i++) {
      found = sign * cells.get(i) > sign * cells.get(found) ? i : found;
    }
    return found;
  }

  private static byte fiftieths(double volts) {
    return (byte) Math.round(volts * 50);
  }

  private static int tenths(double value) {
    return (int) Math.floor(value * 10);
  }
}
