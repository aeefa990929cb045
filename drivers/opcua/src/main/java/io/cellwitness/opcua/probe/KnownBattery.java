package io.cellwitness.opcua.probe;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.TimeSource;
import io.cellwitness.opcua.config.NodeAddress;
import io.cellwitness.opcua.config.NodeMapping;
import io.cellwitness.opcua.config.OpcUaSource;
import io.cellwitness.opcua.config.Unit;
import io.cellwitness.opcua.link.LinkException;
import io.cellwitness.opcua.link.Printable;
import io.cellwitness.opcua.link.UaLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Vocabularies in which the name of a node says exactly what it is, so that no source file is
 * needed.
 *
 * <ul>
 *   <li>The generic map: variables named like signals ({@code CurrentVoltage}, {@code
 *       StateOfCharge.Current}) below an object {@code TractionBattery}, and {@code
 *       X-ReferenceCurrent} and its like below an object {@code ChargeMeter}; the unit is their
 *       EngineeringUnits or the signal's own; current is positive into the battery.
 *   <li>IBatteryType of OPC 40450-1, 7.3.10 (joining systems, base): {@code Parameters} with state
 *       of charge and health in percent, and the serial number of its {@code Identification}. It
 *       has no live voltage and current, so it declares and cannot be measured.
 * </ul>
 */
public final class KnownBattery {

  private static final String PACK = "TractionBattery";
  private static final String METER = "ChargeMeter";

  /** Edition 1.00 had one namespace; the base was split off later. */
  private static final Set<String> IJT_SPACES =
      Set.of("http://opcfoundation.org/UA/IJT/Base/", "http://opcfoundation.org/UA/IJT/");

  private static final String IJT_FOLDER = "Parameters";

  /** OPC 10000-100, the nameplate every device has. */
  private static final String DEVICES = "http://opcfoundation.org/UA/DI/";

  private static final String IDENTIFICATION = "Identification";
  private static final String SERIAL = "SerialNumber";
  private static final Map<String, Signal> IJT =
      Map.of(
          "StateOfCharge", Signals.SOC,
          "StateOfHealth", Signals.SOH,
          "ChargeCycleCount", Signals.CYCLES);

  private KnownBattery() {}

  /**
   * The signal a node has by its name and place.
   *
   * @param spot a variable
   * @return the signal, or empty outside the known vocabularies
   */
  static Optional<Signal> signal(Spot spot) {
    String name = spot.child().name();
    if (spot.isBelow(PACK) || spot.isBelow(METER)) {
      return Signals.find(name);
    }
    return ijt(spot);
  }

  private static Optional<Signal> ijt(Spot spot) {
    return spot.isBelow(IJT_FOLDER) && IJT_SPACES.contains(spot.child().namespaceUri())
        ? Optional.ofNullable(IJT.get(spot.child().name()))
        : Optional.empty();
  }

  /**
   * The serial number beside the parameters of an IBatteryType: whatever else on the server has one
   * is another asset.
   */
  private static Optional<Signal> serial(Spot spot, Set<Spot> batteries) {
    boolean named =
        spot.child().name().equals(SERIAL)
            && spot.child().namespaceUri().equals(DEVICES)
            && spot.isBelow(IDENTIFICATION);
    return named && asset(spot).filter(batteries::contains).isPresent()
        ? Optional.of(Signals.PACK_ID)
        : Optional.empty();
  }

  private static Optional<Spot> asset(Spot spot) {
    return spot.parent().flatMap(Spot::parent);
  }

  /**
   * The object a signal belongs to. Two packs may tell different signals each, so that none is
   * there twice; what they say together is no pack.
   */
  private static Optional<String> owner(Spot spot) {
    Optional<Spot> object = spot.isBelow(PACK) || spot.isBelow(METER) ? spot.parent() : asset(spot);
    return object.map(o -> o.child().address());
  }

  /**
   * Finds the one battery of a server.
   *
   * @param link the server
   * @param source how it was asked for
   * @param time bounds the search
   * @return the source with the nodes found
   * @throws DriverException when there is none, or more than one
   * @throws LinkException when the link is lost
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  public static OpcUaSource find(UaLink link, OpcUaSource source, TimeSource time)
      throws DriverException, LinkException, InterruptedException {
    List<NodeMapping> nodes = new ArrayList<>();
    Set<String> taken = new LinkedHashSet<>();
    Map<String, Optional<String>> owners = new HashMap<>();
    Deadline deadline = new Deadline(time);
    List<Spot> spots = ServerTour.walk(link, deadline).variables();
    Set<Spot> batteries =
        spots.stream()
            .filter(spot -> ijt(spot).isPresent())
            .flatMap(spot -> asset(spot).stream())
            .collect(Collectors.toSet());
    for (Spot spot : spots) {
      Optional<Signal> signal = signal(spot).or(() -> serial(spot, batteries));
      if (signal.isEmpty()) {
        continue;
      }
      String kind = spot.isBelow(METER) ? "charge meter" : "battery";
      Optional<String> owner = owner(spot);
      boolean another = !owners.computeIfAbsent(kind, k -> owner).equals(owner);
      if (another || !taken.add(signal.get().name())) {
        throw new DriverException(
            DriverException.Kind.CONFIGURATION,
            "the OPC UA server "
                + source.endpoint()
                + " has more than one "
                + kind
                + " ("
                + signal.get().name()
                + (another ? " of another" : " twice")
                + "); choose one in a source file, which "
                + advice(source));
      }
      if (deadline.passed()) {
        throw new DriverException(
            DriverException.Kind.UNAVAILABLE,
            "the OPC UA server "
                + source.endpoint()
                + " lists its nodes too slowly; write a source file, which "
                + advice(source));
      }
      NodeAddress address = NodeAddress.Id.parse(spot.child().address()).orElseThrow();
      nodes.add(NodeMapping.plain(signal.get(), address, unit(link, spot, signal.get())));
    }
    if (nodes.isEmpty()) {
      throw new DriverException(
          DriverException.Kind.CONFIGURATION,
          "the OPC UA server "
              + source.endpoint()
              + " names no battery in words CellWitness knows; write a source file, which "
              + advice(source));
    }
    return source.withNodes(nodes);
  }

  private static String advice(OpcUaSource source) {
    return "'cellwitness probe opcua " + source.endpoint() + "' proposes";
  }

  private static Unit unit(UaLink link, Spot spot, Signal signal)
      throws DriverException, LinkException, InterruptedException {
    Optional<String> shown =
        signal.unit().isEmpty() ? Optional.empty() : link.unit(spot.child().node());
    if (shown.isEmpty()) {
      return Unit.find(signal.unit()).orElseThrow();
    }
    return UnitWords.of(shown.get(), signal)
        .orElseThrow(
            () ->
                new DriverException(
                    DriverException.Kind.CONFIGURATION,
                    spot.child().address()
                        + " has the unit '"
                        + Printable.text(shown.get())
                        + "', which does not fit "
                        + signal.name()
                        + "; write a source file with its scale and unit"));
  }
}
