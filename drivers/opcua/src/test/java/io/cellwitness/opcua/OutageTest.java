package io.cellwitness.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.opcua.config.NodeAddress;
import io.cellwitness.opcua.config.NodeMapping;
import io.cellwitness.opcua.config.OpcUaSource;
import io.cellwitness.opcua.config.Policy;
import io.cellwitness.opcua.config.Security;
import io.cellwitness.opcua.config.Unit;
import io.cellwitness.opcua.link.LinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** How often a lost server is asked, and what is said meanwhile; by a clock that does not wait. */
class OutageTest {

  private final FakeTime time = new FakeTime();
  private final FakeLink link = new FakeLink(time);
  private final List<String> notes = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();

  private static OpcUaSource source(OptionalDouble meterAccuracyPct) {
    NodeMapping current =
        NodeMapping.plain(
            Signals.CURRENT,
            NodeAddress.Id.parse("ns=2;s=I").orElseThrow(),
            Unit.find("A").orElseThrow());
    OpcUaSource url = OpcUaSource.ofUrl("opc.tcp://fake:1", Security.of(Policy.NONE));
    return new OpcUaSource(
        url.endpoint(),
        url.security(),
        url.identity(),
        meterAccuracyPct,
        url.sampling(),
        List.of(current),
        url.model(),
        url.pack(),
        url.packId(),
        url.origin(),
        url.hash());
  }

  private DriverContext context() {
    return new DriverContext(time, Optional.empty(), List.of(), notes::add);
  }

  private OpcUaDriver driver() {
    return new OpcUaDriver(source(OptionalDouble.empty()), context(), link);
  }

  private void pollFor(OpcUaDriver driver, Duration duration) throws Exception {
    Duration end = time.passed().plus(duration);
    while (time.passed().compareTo(end) < 0) {
      driver.poll(readings::add);
    }
  }

  private void lose(LinkException.Kind kind, String sentence, int times) {
    link.readFails.add(FakeLink.failure(LinkException.Kind.UNREACHABLE, "gone"));
    for (int i = 0; i < times; i++) {
      link.openFails.add(FakeLink.failure(kind, sentence));
    }
  }

  @Test
  void aRefusalIsNotRepeatedEveryTwoSeconds() throws Exception {
    OpcUaDriver driver = driver();
    driver.connect();
    lose(LinkException.Kind.REFUSED, "it refused user 'w'", 1000);
    pollFor(driver, Duration.ofMinutes(10));
    assertTrue(link.opened.size() <= 14, link.opened::toString);
    assertTrue(notes.contains("it refused user 'w'; next attempt in 60 s"), notes::toString);
    DriverException e =
        assertThrows(DriverException.class, () -> pollFor(driver, Duration.ofHours(1)));
    assertTrue(e.getMessage().contains("gave up after"), e.getMessage());
    assertTrue(time.passed().toMinutes() <= 31, time.passed()::toString);
  }

  @Test
  void aRefusalWhileTheServerStartsCostsFiveSeconds() throws Exception {
    OpcUaDriver driver = driver();
    driver.connect();
    lose(LinkException.Kind.REFUSED, "it does not offer that yet", 1);
    pollFor(driver, Duration.ofSeconds(9));
    assertEquals(3, link.opened.size());
    assertTrue(notes.stream().anyMatch(n -> n.contains("is back after")), notes::toString);
  }

  @Test
  void anOutageIsOneGap() throws Exception {
    OpcUaDriver driver = driver();
    driver.connect();
    driver.poll(readings::add);
    readings.clear();
    lose(LinkException.Kind.UNREACHABLE, "cannot be reached", 20);
    pollFor(driver, Duration.ofSeconds(30));
    assertEquals(1, readings.stream().filter(Bench.absent(Signals.CURRENT, "lost")).count());
    assertEquals(0, readings.stream().filter(Bench.good(Signals.CURRENT)).count());
  }

  /** Each time it is found it is lost again: neither the log nor the server is worn out. */
  @Test
  void aServerThatIsLostAsSoonAsItIsFoundIsLeftAloneForLonger() throws Exception {
    OpcUaDriver driver = driver();
    driver.connect();
    for (int i = 0; i < 1000; i++) {
      link.readFails.add(FakeLink.failure(LinkException.Kind.UNREACHABLE, "gone"));
    }
    pollFor(driver, Duration.ofSeconds(10));
    assertTrue(link.opened.size() >= 4, link.opened::toString);
    pollFor(driver, Duration.ofHours(1));
    assertTrue(link.opened.size() <= 75, link.opened::toString);
    assertTrue(notes.size() <= 12, notes::toString);
    assertTrue(
        notes.stream().anyMatch(n -> n.contains("30 times in a row: gone")), notes::toString);
  }

  @Test
  void theMetersAccuracyComesOnceAndIsNoProofOfAServer() throws Exception {
    OpcUaDriver driver = new OpcUaDriver(source(OptionalDouble.of(0.5)), context(), link);
    driver.connect();
    pollFor(driver, Duration.ofSeconds(5));
    List<Reading> stated =
        readings.stream().filter(Bench.good(Signals.REFERENCE_ACCURACY)).toList();
    assertEquals(1, stated.size());
    assertEquals(0.5, Bench.number(stated.get(0)));
    link.age = Duration.ofSeconds(100);
    OpcUaDriver stale = new OpcUaDriver(source(OptionalDouble.of(0.5)), context(), link);
    assertThrows(DriverException.class, stale::connect);
  }

  @Test
  void valuesDatedWrongNameTheWayOut() {
    for (int seconds : new int[] {100, -100}) {
      link.age = Duration.ofSeconds(seconds);
      DriverException e = assertThrows(DriverException.class, driver()::connect);
      assertTrue(e.getMessage().contains("\"timestamps\": \"receive\""), e.getMessage());
    }
  }
}
