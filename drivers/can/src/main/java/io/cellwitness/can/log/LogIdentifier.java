package io.cellwitness.can.log;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.can.BroadcastReadings;
import io.cellwitness.can.Identifier;
import io.cellwitness.can.Packs;
import io.cellwitness.can.profile.Decoded;
import io.cellwitness.can.profile.ProfileCatalog;
import io.cellwitness.can.profile.ReadRequest;
import io.cellwitness.can.profile.VehicleProfile;
import io.cellwitness.can.uds.Echo;
import io.cellwitness.can.uds.Ecu;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Finds out of a whole log whose it is, by the same proofs as with the car itself. */
final class LogIdentifier {

  /** A few requests repeated for hours give few different exchanges that matter here. */
  private static final int MOST_KEPT = 2_000;

  /**
   * Who it is.
   *
   * @param profile what its answers mean
   * @param facts who it is
   */
  record Found(VehicleProfile profile, VehicleFacts facts) {}

  private final ProfileCatalog catalog;
  private final Optional<String> wanted;

  LogIdentifier(ProfileCatalog catalog, Optional<String> wanted) {
    this.catalog = catalog;
    this.wanted = wanted;
  }

  Found read(Log log, Path file, Consumer<String> notes) throws DriverException {
    Set<Ecu> ecus = new HashSet<>();
    for (VehicleProfile profile : catalog.list()) {
      profile.requests().forEach(r -> ecus.add(r.ecu()));
    }
    Assembler assembler = new Assembler(ecus);
    // The first answer to each request of each control unit is proof enough, and bounded.
    Map<String, Exchange> answers = new LinkedHashMap<>();
    List<VehicleProfile> listened =
        catalog.list().stream().filter(p -> !p.identification().heard().isEmpty()).toList();
    Optional<VehicleProfile> heard = Optional.empty();
    long entries = 0;
    for (Optional<Entry> entry = log.next(); entry.isPresent(); entry = log.next()) {
      entries += entry.get() instanceof Entry.Gap ? 0 : 1;
      if (heard.isEmpty() && entry.get() instanceof Entry.Frame frame) {
        heard =
            listened.stream()
                .filter(p -> BroadcastReadings.proves(p, frame.bits(), frame.frame()))
                .findFirst();
      }
      for (Exchange exchange : assembler.take(entry.get())) {
        if (answers.size() < MOST_KEPT
            && Echo.data(exchange.request(), exchange.message()).isPresent()) {
          answers.putIfAbsent(
              exchange.ecu() + Arrays.toString(exchange.request()) + exchange.responder(),
              exchange);
        }
      }
    }
    List<Exchange> kept = List.copyOf(answers.values());
    VehicleProfile profile = profile(kept, heard, entries, file, notes);
    Identifier.Vin vin = vin(profile, kept, notes);
    return new Found(
        profile,
        new VehicleFacts(
            vin.vin(),
            vin.sources(),
            Optional.of(profile.id()),
            Optional.of(profile.hash()),
            Optional.of(profile.title()),
            pack(profile, kept, notes),
            profile.notedIn(log.parser().facts())));
  }

  private VehicleProfile profile(
      List<Exchange> answers,
      Optional<VehicleProfile> heard,
      long entries,
      Path file,
      Consumer<String> notes)
      throws DriverException {
    if (entries == 0) {
      throw new DriverException(
          Kind.BAD_DATA,
          file
              + " holds not one message of a car: it ended before one answered; record again with the"
              + " ignition on, until answers come");
    }
    if (wanted.isPresent()) {
      return catalog.byId(wanted.get());
    }
    for (VehicleProfile candidate : Identifier.likelyFirst(catalog.list(), Optional.empty())) {
      for (VehicleProfile.Probe probe : candidate.identification().probes()) {
        if (answersTo(probe.request(), answers).stream()
            .anyMatch(data -> Identifier.proves(probe, data))) {
          return candidate;
        }
      }
    }
    if (heard.isPresent()) {
      return heard.get();
    }
    VehicleProfile generic = catalog.byId(ProfileCatalog.GENERIC);
    for (int bits : List.of(11, 29)) {
      VehicleProfile narrow = generic.only(bits);
      if (narrow.requests().stream().anyMatch(r -> !answersTo(r, answers).isEmpty())) {
        notes.accept("the car of " + file + " is not known; only what every car offers is read");
        return narrow;
      }
    }
    throw new DriverException(
        Kind.BAD_DATA,
        file
            + " holds "
            + entries
            + (entries == 1 ? " entry" : " entries")
            + ", but no answer and no broadcast a vehicle profile recognises; name the car"
            + " with --profile, or record while something asks the car");
  }

  private static List<byte[]> answersTo(ReadRequest request, List<Exchange> answers) {
    List<byte[]> found = new ArrayList<>();
    for (Exchange answer : answers) {
      if (answer.ecu().equals(request.ecu()) && Arrays.equals(answer.request(), request.bytes())) {
        Echo.data(answer.request(), answer.message()).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Identifier.Vin vin(
      VehicleProfile profile, List<Exchange> answers, Consumer<String> notes) {
    Set<String> found = new TreeSet<>();
    List<String> sources = new ArrayList<>();
    for (ReadRequest request : Identifier.vinRequests(profile)) {
      for (byte[] data : answersTo(request, answers)) {
        for (Decoded decoded : request.decode(data)) {
          Identifier.vinIn(decoded).ifPresent(found::add);
          Identifier.vinIn(decoded).ifPresent(v -> sources.add(Identifier.spaced(request)));
        }
      }
    }
    return Identifier.agreed(found, sources, notes);
  }

  private static PackFacts pack(
      VehicleProfile profile, List<Exchange> answers, Consumer<String> notes) {
    Set<Integer> cells = new HashSet<>();
    for (ReadRequest request : profile.requests()) {
      for (byte[] data : answersTo(request, answers)) {
        for (Decoded decoded : request.decode(data)) {
          if (decoded.signal().equals(Signals.CELL_VOLTAGE)
              && decoded.value() instanceof Value.Number) {
            cells.add(decoded.index());
          }
        }
      }
    }
    return Packs.of(profile, cells.size(), notes);
  }
}
