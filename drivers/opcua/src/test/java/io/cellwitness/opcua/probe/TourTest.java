package io.cellwitness.opcua.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Signals;
import io.cellwitness.opcua.FakeLink;
import io.cellwitness.opcua.FakeTime;
import io.cellwitness.opcua.config.OpcUaSource;
import io.cellwitness.opcua.config.Policy;
import io.cellwitness.opcua.config.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Servers whose nodes are odd, endless or slow to list. */
class TourTest {

  private static final OpcUaSource SOURCE =
      OpcUaSource.ofUrl("opc.tcp://fake:1", Security.of(Policy.NONE));

  private final FakeTime time = new FakeTime();
  private final Tree link = new Tree(time);

  /** A server with nodes of its own. */
  private static final class Tree extends FakeLink {

    final Map<String, List<Child>> below = new HashMap<>();

    /** Continuation points that bring nothing. */
    int pieces;

    Tree(FakeTime time) {
      super(time);
    }

    void add(String parent, String address, String uri, String name, boolean variable) {
      below
          .computeIfAbsent(parent, p -> new ArrayList<>())
          .add(new Child(new Node(address), address, uri, name, variable));
    }

    @Override
    public List<Child> children(Optional<Found> parent, int most, BooleanSupplier enough) {
      time.sleep(slowness);
      for (int i = 0; i < pieces && !enough.getAsBoolean(); i++) {
        time.sleep(slowness);
      }
      return below.getOrDefault(parent.map(p -> ((Node) p).address()).orElse(""), List.of());
    }
  }

  @Test
  void nodesThatNoSourceFileCouldNameAreLeftOut() throws Exception {
    link.add("", "nsu=urn:x;s=B", "urn:x", "TractionBattery", false);
    link.add("nsu=urn:x;s=B", "nsu=;s=I", "", "CurrentCurrent", true);
    link.add("nsu=urn:x;s=B", "nsu=a;b;s=T", "a;b", "CurrentCurrent", true);
    String uri = "u".repeat(1025);
    link.add("nsu=urn:x;s=B", "nsu=" + uri + ";s=W", uri, "CurrentCurrent", true);
    link.add("nsu=urn:x;s=B", "nsu=urn:x;s=V", "urn:x", "CurrentVoltage", true);
    OpcUaSource found = KnownBattery.find(link, SOURCE, time);
    assertEquals(1, found.nodes().size());
    assertEquals(Signals.VOLTAGE, found.nodes().get(0).signal());
    assertFalse(ServerTour.walk(link, new Deadline(time)).complete());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://opcfoundation.org/UA/IJT/Base/", "http://opcfoundation.org/UA/IJT/"})
  void theBatteryOfJoiningSystemsIsKnownInBothEditions(String ijt) throws Exception {
    link.add("", "nsu=urn:x;s=T", "urn:x", "Tool", false);
    link.add("nsu=urn:x;s=T", "nsu=urn:x;s=T.P", ijt, "Parameters", false);
    link.add("nsu=urn:x;s=T.P", "nsu=urn:x;s=T.P.C", ijt, "StateOfCharge", true);
    link.add("nsu=urn:x;s=T.P", "nsu=urn:x;s=T.P.H", ijt, "StateOfHealth", true);
    link.add("nsu=urn:x;s=T.P", "nsu=urn:x;s=T.P.X", "urn:x", "ChargeCycleCount", true);
    link.shown = Optional.of("%");
    assertEquals(
        List.of(Signals.SOC, Signals.SOH),
        KnownBattery.find(link, SOURCE, time).nodes().stream().map(n -> n.signal()).toList());
  }

  /** Every asset of a joining system has a serial number: only the battery's own is its number. */
  @Test
  void theSerialNumberBesideTheParametersIsThePacks() throws Exception {
    String ijt = "http://opcfoundation.org/UA/IJT/Base/";
    String di = "http://opcfoundation.org/UA/DI/";
    for (String asset : List.of("Tool", "Battery")) {
      link.add("", "nsu=urn:x;s=" + asset, "urn:x", asset, false);
      link.add("nsu=urn:x;s=" + asset, "nsu=urn:x;s=" + asset + ".I", di, "Identification", false);
      link.add(
          "nsu=urn:x;s=" + asset + ".I", "nsu=urn:x;s=" + asset + ".S", di, "SerialNumber", true);
    }
    link.add("nsu=urn:x;s=Battery", "nsu=urn:x;s=B.P", ijt, "Parameters", false);
    link.add("nsu=urn:x;s=B.P", "nsu=urn:x;s=B.P.C", ijt, "StateOfCharge", true);
    link.shown = Optional.of("%");
    List<String> found =
        KnownBattery.find(link, SOURCE, time).nodes().stream()
            .map(n -> n.signal().name() + " " + n.source())
            .toList();
    assertEquals(2, found.size(), found::toString);
    assertTrue(found.contains("X-PackIdentifier nsu=urn:x;s=Battery.S"), found::toString);
  }

  /** Neither tells a signal the other tells: a voltage and a current of different packs. */
  @ParameterizedTest
  @CsvSource({
    "TractionBattery, CurrentVoltage, CurrentCurrent, more than one battery",
    "ChargeMeter, X-ReferenceVoltage, X-ReferenceCurrent, more than one charge meter"
  })
  void twoHalvesAreNotPutTogether(String object, String one, String other, String said) {
    for (String line : List.of("A", "B")) {
      String below = "nsu=urn:x;s=" + line;
      link.add("", below, "urn:x", object, false);
      link.add(below, below + ".S", "urn:x", line.equals("A") ? one : other, true);
    }
    DriverException e =
        assertThrows(DriverException.class, () -> KnownBattery.find(link, SOURCE, time));
    assertTrue(e.getMessage().contains(said), e.getMessage());
  }

  private JsonNode probe() throws Exception {
    DriverContext context = new DriverContext(time, Optional.empty(), List.of(), note -> {});
    return JsonMapper.shared().readTree(new ServerProbe(link, context).run(SOURCE, true).json());
  }

  @Test
  void theUnitIsAskedOnlyOfWhatIsProposed() throws Exception {
    for (int i = 0; i < 50; i++) {
      link.add("", "nsu=urn:x;s=F" + i, "urn:x", "Pack" + i, false);
      link.add("nsu=urn:x;s=F" + i, "nsu=urn:x;s=V" + i, "urn:x", "PackVoltage", true);
    }
    JsonNode seen = probe();
    assertEquals(1, seen.get("source").get("nodes").size());
    assertEquals(1, link.units);
    assertTrue(seen.get("complete").booleanValue());
  }

  @Test
  void aServerThatAnswersSlowlyIsLeftInTime() throws Exception {
    link.slowness = Duration.ofSeconds(4);
    for (int i = 0; i < 300; i++) {
      link.add("", "nsu=urn:x;s=C" + i, "urn:x", "CellVoltage" + i, true);
    }
    assertFalse(probe().get("complete").booleanValue());
    assertTrue(time.passed().toSeconds() <= 24, time.passed()::toString);
  }

  @Test
  void endlessPiecesOfOneListAreLetGo() throws Exception {
    link.slowness = Duration.ofSeconds(4);
    link.pieces = Integer.MAX_VALUE;
    link.add("", "nsu=urn:x;s=B", "urn:x", "TractionBattery", false);
    link.add("", "nsu=urn:x;s=V", "urn:x", "PackVoltage", true);
    assertFalse(probe().get("complete").booleanValue());
    assertTrue(time.passed().toSeconds() <= 24, time.passed()::toString);
    assertThrows(DriverException.class, () -> KnownBattery.find(link, SOURCE, time));
  }

  @Test
  void aTreeThatBitesItsTailIsWalkedOnce() throws Exception {
    link.add("", "nsu=urn:x;s=A", "urn:x", "A", false);
    link.add("nsu=urn:x;s=A", "nsu=urn:x;s=B", "urn:x", "B", false);
    link.add("nsu=urn:x;s=B", "nsu=urn:x;s=A", "urn:x", "A", false);
    assertTrue(ServerTour.walk(link, new Deadline(time)).complete());
  }

  @Test
  void aNameCannotSteerTheTerminal() throws Exception {
    link.add("", "nsu=urn:x;s=B", "urn:x", "Pack\u001b[2J\u202e\u009b", false);
    link.add("nsu=urn:x;s=B", "nsu=urn:x;s=V", "urn:x", "PackVoltage", true);
    String comment = probe().get("source").get("nodes").get(0).get("comment").stringValue();
    assertTrue(comment.startsWith("Pack [2J  /PackVoltage"), comment);
  }
}
