package io.cellwitness.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.Value;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.profile.ProfileCatalog;
import io.cellwitness.can.slcan.SlcanListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListenDriverTest {

  private static final String PACK = "t1328108C0AFF24250000\r";
  private static final String ENERGY = "t3D28404B4C00A0DB5000\r";

  /** A stick on a bus with traffic; it passes frames on only after it was told to listen. */
  private static final class Bus implements Link {
    final List<String> sent = new ArrayList<>();
    final FakeTime time;
    String version = "V1013";
    String traffic = PACK + ENERGY;
    String listen = "\r";
    String status = "F00";
    private String out = "";
    private boolean listening;

    Bus(FakeTime time) {
      this.time = time;
    }

    @Override
    public void open() {
      listening = false;
    }

    @Override
    public int read(byte[] buffer, int timeoutMillis) {
      if (out.isEmpty()) {
        time.sleep(java.time.Duration.ofMillis(timeoutMillis));
        out = listening ? traffic : "";
        listening = sent.contains("L");
        return 0;
      }
      int count = Math.min(7, out.length());
      System.arraycopy(out.getBytes(StandardCharsets.ISO_8859_1), 0, buffer, 0, count);
      out = out.substring(count);
      return count;
    }

    @Override
    public void write(byte[] bytes) {
      String line = new String(bytes, StandardCharsets.US_ASCII).strip();
      sent.add(line);
      out +=
          line.equals("V")
              ? version + "\r"
              : line.equals("L") ? listen : line.equals("F") ? status + "\r" : "\r";
    }

    @Override
    public void close() {}

    @Override
    public String describe() {
      return "fake stick";
    }
  }

  private final FakeTime time = new FakeTime();
  private final Bus bus = new Bus(time);
  private final List<String> notes = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();

  private ListenDriver driver() throws DriverException {
    DriverContext context =
        new DriverContext(time, Optional.of("tesla-model-3-y"), List.of(), notes::add);
    return new ListenDriver(
        new SlcanListener(bus), ProfileCatalog.load(List.of()).byId("tesla-model-3-y"), context);
  }

  private DriverException refused() {
    return assertThrows(DriverException.class, () -> driver().connect());
  }

  @Test
  void theBusIsOnlyListenedTo() throws Exception {
    ListenDriver driver = driver();
    var facts = driver.connect();
    assertEquals("tesla-model-3-y", facts.profileId().orElseThrow());
    assertEquals("listen only", facts.link().get("mode"));
    while (readings.size() < 5) {
      assertTrue(driver.poll(readings::add));
    }
    assertEquals(new Value.Number(358.56), value(Signals.VOLTAGE.name()));
    assertEquals(new Value.Number(-24.6), value(Signals.CURRENT.name()));
    assertEquals(List.of("V", "C", "V", "S6", "L"), bus.sent);
    driver.close();
    assertFalse(driver.poll(readings::add));
  }

  private Value value(String name) {
    return readings.stream()
        .filter(r -> r.signal().name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  /** A frame may come a hundred times a second; its values are passed on as often as is asked. */
  @Test
  void valuesAreThinnedOut() throws Exception {
    bus.traffic = PACK.repeat(50);
    ListenDriver driver = driver();
    driver.connect();
    double begun = time.seconds();
    while (time.seconds() - begun < 3) {
      driver.poll(readings::add);
    }
    long voltages = readings.stream().filter(r -> r.signal().equals(Signals.VOLTAGE)).count();
    assertTrue(voltages >= 3 && voltages <= 4, voltages + " in three seconds");
  }

  @Test
  void whatTheAdapterLostIsToldAndAClockThatStandsStillIsNotFollowed() throws Exception {
    bus.status = "F09";
    bus.traffic = PACK.replace("\r", "0000\r") + "t1328108C0A\r" + PACK.replace("\r", "0064\r");
    ListenDriver driver = driver();
    driver.connect();
    double begun = time.seconds();
    while (time.seconds() - begun < 60) {
      driver.poll(readings::add);
    }
    assertTrue(bus.sent.contains("F"), bus.sent.toString());
    assertEquals(1, notes.stream().filter(n -> n.contains("lost frames")).count());
    assertTrue(notes.stream().anyMatch(n -> n.startsWith("1 lines came damaged")));
    assertTrue(notes.size() <= 5, notes.toString());
    Reading last = readings.get(readings.size() - 1);
    assertEquals(time.seconds(), last.at().monotonicNanos() / 1e9, 4);
  }

  /** L is a bus-load report, an acceptance filter or nothing at all in other firmwares. */
  @Test
  void anUnknownFirmwareIsNotTold() {
    for (String version : List.of("CANable-2.5 Slcan 2.0", "", "v1.2.3")) {
      bus.version = version;
      bus.sent.clear();
      assertTrue(refused().getMessage().contains("not known to listen"), version);
      assertFalse(bus.sent.contains("L"));
      assertFalse(bus.sent.contains("O"));
    }
  }

  @Test
  void anotherBusOrNoneIsTold() {
    bus.traffic = "t12380000000000000000\r";
    assertTrue(refused().getMessage().contains("does not carry what profile"));
    bus.traffic = "t1328FFFF000000000000\r";
    assertTrue(refused().getMessage().contains("does not carry what profile"));
    bus.traffic = "";
    assertTrue(refused().getMessage().contains("nothing is heard"));
    bus.listen = "\u0007";
    assertTrue(refused().getMessage().contains("refuses to listen only"));
  }

  @Test
  void aSleepingCarEndsIt() throws Exception {
    ListenDriver driver = driver();
    driver.connect();
    bus.traffic = "";
    DriverException e =
        assertThrows(
            DriverException.class,
            () -> {
              while (driver.poll(readings::add)) {
                assertTrue(time.seconds() < 100);
              }
            });
    assertTrue(e.getMessage().contains("fell silent"), e.getMessage());
  }

  @Test
  void otherAdaptersSayThatTheyCannot() {
    DriverContext context =
        new DriverContext(time, Optional.of("tesla-model-3-y"), List.of(), note -> {});
    DriverException e =
        assertThrows(
            DriverException.class,
            () ->
                new ElmDriverProvider()
                    .create(new SourceAddress("elm327", "/dev/null", Optional.empty()), context));
    assertTrue(e.getMessage().contains("only listened to"), e.getMessage());
  }
}
