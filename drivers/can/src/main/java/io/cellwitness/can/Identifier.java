package io.cellwitness.can;

import io.cellwitness.api.Signals;
import io.cellwitness.api.Value;
import io.cellwitness.can.link.LinkException;
import io.cellwitness.can.profile.Decoded;
import io.cellwitness.can.profile.Polling;
import io.cellwitness.can.profile.ReadRequest;
import io.cellwitness.can.profile.VehicleProfile;
import io.cellwitness.can.uds.Answer;
import io.cellwitness.can.uds.Ecu;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Finds out which car is on the other end, and proves it by what its control unit answers. */
public final class Identifier {

  private static final String VIN = "[A-HJ-NPR-Z0-9]{17}";

  /**
   * What is known of the VIN.
   *
   * @param vin only when no source contradicts another
   * @param sources the requests that gave one
   */
  public record Vin(Optional<String> vin, List<String> sources) {}

  private final FirstAnswers answers;
  private final Consumer<String> notes;
  private boolean anybodyAnswered;
  private String lastTrouble = "";

  Identifier(FirstAnswers answers, Consumer<String> notes) {
    this.answers = answers;
    this.notes = notes;
  }

  /** The first profile whose probe the car answers as the profile says. */
  Optional<VehicleProfile> profile(List<VehicleProfile> candidates, Optional<String> vin)
      throws LinkException, InterruptedException {
    for (VehicleProfile candidate : likelyFirst(candidates, vin)) {
      for (VehicleProfile.Probe probe : candidate.identification().probes()) {
        Answer answer = answers.ask(probe.request());
        remember(answer);
        if (answer instanceof Answer.Data data && proves(probe, data.data())) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * 11-bit cars first: asking on 29 bits costs time and most cars do not need it.
   *
   * @param candidates any
   * @param vin where it is known already
   * @return the candidates in the order to try them
   */
  public static List<VehicleProfile> likelyFirst(
      List<VehicleProfile> candidates, Optional<String> vin) {
    List<VehicleProfile> sorted = new ArrayList<>(candidates);
    sorted.sort(
        Comparator.comparing((VehicleProfile p) -> !matches(p, vin)).thenComparing(p -> bits(p)));
    return sorted;
  }

  private static boolean matches(VehicleProfile profile, Optional<String> vin) {
    return vin.isPresent()
        && profile
            .identification()
            .vinPattern()
            .filter(p -> p.matcher(vin.get()).find())
            .isPresent();
  }

  private static int bits(VehicleProfile profile) {
    return profile.isPassive() ? 29 : profile.requests().get(0).ecu().bits();
  }

  /**
   * Whether an answer proves the control unit.
   *
   * @param probe what must be answered
   * @param data what follows the echoed identifier
   * @return true when every range holds
   */
  public static boolean proves(VehicleProfile.Probe probe, byte[] data) {
    Map<String, Double> read = new LinkedHashMap<>();
    boolean anything = false;
    for (Decoded decoded : probe.request().decode(data)) {
      if (decoded.value() instanceof Value.Number number) {
        anything = true;
        read.putIfAbsent(decoded.signal().name(), number.number());
      }
    }
    return anything
        && probe.ranges().entrySet().stream()
            .allMatch(
                e -> {
                  Double value = read.get(e.getKey());
                  return value != null && value >= e.getValue()[0] && value <= e.getValue()[1];
                });
  }

  private void remember(Answer answer) {
    if (!(answer instanceof Answer.Silent)) {
      anybodyAnswered = true;
    }
    if (answer instanceof Answer.Damaged damaged) {
      lastTrouble = damaged.reason();
    }
  }

  boolean anybodyAnswered() {
    return anybodyAnswered;
  }

  String lastTrouble() {
    return lastTrouble;
  }

  /** Asks for the VIN on each way given; if two sources contradict each other there is none. */
  Vin vin(List<ReadRequest> requests) throws LinkException, InterruptedException {
    TreeSet<String> found = new TreeSet<>();
    List<String> sources = new ArrayList<>();
    for (ReadRequest request : requests) {
      for (String vin : named(request)) {
        found.add(vin);
        sources.add(spaced(request));
      }
    }
    return agreed(found, sources, notes);
  }

  /**
   * A hint which profiles to try first: the VIN the car itself names before it is recognised, when
   * it names just one. It proves nothing.
   */
  Optional<String> hint(List<ReadRequest> requests) throws LinkException, InterruptedException {
    TreeSet<String> found = new TreeSet<>();
    for (ReadRequest request : requests) {
      found.addAll(named(request));
    }
    return found.size() == 1 ? Optional.of(found.first()) : Optional.empty();
  }

  private List<String> named(ReadRequest request) throws LinkException, InterruptedException {
    List<String> vins = new ArrayList<>();
    for (byte[] data : dataOf(request)) {
      for (Decoded decoded : request.decode(data)) {
        vinIn(decoded).ifPresent(vins::add);
      }
    }
    return vins;
  }

  /**
   * The VIN of a signal.
   *
   * @param decoded any signal
   * @return 17 characters, or empty when it is no VIN
   */
  public static Optional<String> vinIn(Decoded decoded) {
    return decoded.signal().equals(Signals.VIN)
            && decoded.value() instanceof Value.Text text
            && text.text().matches(VIN)
        ? Optional.of(text.text())
        : Optional.empty();
  }

  /**
   * One VIN out of all that were named, or none.
   *
   * @param found different VINs
   * @param sources the requests that gave one
   * @param notes is told of a contradiction
   * @return the VIN when no source contradicts another
   */
  public static Vin agreed(Set<String> found, List<String> sources, Consumer<String> notes) {
    if (found.size() > 1) {
      notes.accept(
          "control units of this car name different VINs, so none is taken; a unit was replaced"
              + " or belongs to another car");
    }
    return new Vin(
        found.size() == 1 ? found.stream().findFirst() : Optional.empty(),
        sources.stream().distinct().toList());
  }

  private List<byte[]> dataOf(ReadRequest request) throws LinkException, InterruptedException {
    if (request.ecu().responseId().isEmpty()) {
      List<byte[]> all = new ArrayList<>();
      for (Answer.Data data : answers.askAll(request.ecu(), request.bytes())) {
        anybodyAnswered = true;
        all.add(data.data());
      }
      return all;
    }
    Answer answer = answers.ask(request);
    remember(answer);
    return answer instanceof Answer.Data data ? List.of(data.data()) : List.of();
  }

  /**
   * A request as reports name it.
   *
   * @param request any
   * @return for example {@code 22 F190}
   */
  public static String spaced(ReadRequest request) {
    return request.sendHex().substring(0, 2) + " " + request.sendHex().substring(2);
  }

  /**
   * The requests of a profile that give the VIN.
   *
   * @param profile any
   * @return in the order of the profile
   */
  public static List<ReadRequest> vinRequests(VehicleProfile profile) {
    return profile.requests().stream()
        .filter(r -> r.polling() == Polling.ONCE)
        .filter(
            r ->
                r.absent(new Value.Text("")).stream().anyMatch(d -> d.signal().equals(Signals.VIN)))
        .toList();
  }

  /** Whether anybody answers the request every OBD car must answer. */
  Optional<Ecu> anyObd() throws LinkException, InterruptedException {
    for (Ecu everybody : List.of(Ecu.EVERYBODY_11, Ecu.EVERYBODY_29)) {
      if (!responders(everybody).isEmpty()) {
        return Optional.of(everybody);
      }
    }
    return Optional.empty();
  }

  /** Who answers the request every OBD car must answer, by identifier. */
  List<String> responders(Ecu everybody) throws LinkException, InterruptedException {
    List<Answer.Data> said = answers.askAll(everybody, new byte[] {0x01, 0x00});
    anybodyAnswered |= !said.isEmpty();
    return said.stream().map(a -> Ecu.hex(a.responder(), everybody.bits())).distinct().toList();
  }
}
