package io.cellwitness.can.profile;

import io.cellwitness.can.uds.Ecu;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Everything known of reading one family of cars.
 *
 * @param id for example {@code hyundai-kia-400v}
 * @param title for people
 * @param models the cars it is for
 * @param identification how a car is recognised
 * @param packs batteries those cars may have
 * @param requests what can be read, each request once
 * @param generic what any car may be asked by SAE J1979: understood, but not polled
 * @param broadcasts what the car sends unasked, each identifier once
 * @param relations what must hold
 * @param unverified whether it was imported and nobody has checked it yet
 * @param hash lower-case hex SHA-256 of the file
 */
public record VehicleProfile(
    String id,
    String title,
    List<Model> models,
    Identification identification,
    List<PackVariant> packs,
    List<ReadRequest> requests,
    List<ReadRequest> generic,
    List<Broadcast> broadcasts,
    List<Relation> relations,
    boolean unverified,
    String hash) {

  /** Copies the lists. */
  public VehicleProfile {
    models = List.copyOf(models);
    packs = List.copyOf(packs);
    requests = List.copyOf(requests);
    generic = List.copyOf(generic);
    broadcasts = List.copyOf(broadcasts);
    relations = List.copyOf(relations);
  }

  /**
   * A car this profile is for.
   *
   * @param make maker
   * @param name model
   * @param aliases other names in use
   * @param firstYear first model year
   * @param lastYear last model year, 9999 while it is built
   */
  public record Model(String make, String name, List<String> aliases, int firstYear, int lastYear) {

    /** Copies the list. */
    public Model {
      aliases = List.copyOf(aliases);
    }

    /** Whether people may mean this car, whatever they put between the words. */
    boolean isCalled(String text) {
      String wanted = plain(text);
      return wanted.equals(plain(make + name))
          || aliases.stream()
              .anyMatch(a -> wanted.equals(plain(a)) || wanted.equals(plain(make + a)));
    }

    private static String plain(String text) {
      return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
  }

  /**
   * How a car is recognised.
   *
   * @param vinPattern what its VIN looks like; a hint, never a proof
   * @param probes one of these must be answered as said, to prove which control unit it is
   * @param heard one of these must be received as said, for a car that is only listened to
   */
  public record Identification(
      Optional<Pattern> vinPattern, List<Probe> probes, List<Heard> heard) {

    /** Copies the lists. */
    public Identification {
      probes = List.copyOf(probes);
      heard = List.copyOf(heard);
    }
  }

  /**
   * A broadcast frame that proves the bus.
   *
   * @param broadcast one of the profile's broadcasts
   * @param ranges signals of it that must have a value, and within which limits
   */
  public record Heard(Broadcast broadcast, Map<String, double[]> ranges) {}

  /**
   * A request whose answer proves the control unit.
   *
   * @param request one of the profile's requests
   * @param ranges signals of the answer that must have a value, and within which limits
   */
  public record Probe(ReadRequest request, Map<String, double[]> ranges) {}

  /**
   * Finds a request.
   *
   * @param key as {@link ReadRequest#key()} writes it, in any case; a 29-bit identifier may be cut
   *     on the left, as adapters write it
   * @return the request, or empty when neither the profile nor SAE J1979 has one like it
   */
  public Optional<ReadRequest> request(String key) {
    String wanted = key.toUpperCase(Locale.ROOT);
    int colon = wanted.indexOf(':');
    String send = wanted.substring(colon + 1);
    int bits = colon == 3 ? 11 : 29;
    return requests.stream()
        .filter(r -> r.key().equals(wanted))
        .findFirst()
        .or(
            () ->
                requests.stream()
                    .filter(r -> r.ecu().bits() == 29 && colon >= 6 && r.key().endsWith(wanted))
                    .findFirst())
        .or(
            () ->
                generic.stream()
                    .filter(r -> r.ecu().bits() == bits && r.sendHex().equals(send))
                    .findFirst()
                    .map(r -> addressed(r, wanted.substring(0, Math.max(0, colon)))));
  }

  /** A generic request to one of the eight physical addresses of ISO 15765-4 has one responder. */
  private static ReadRequest addressed(ReadRequest request, String header) {
    if (!header.matches("7E[0-7]")) {
      return request;
    }
    int id = Integer.parseInt(header, 16);
    return new ReadRequest(
        Ecu.plain(id, id + 8, 11),
        request.sendHex(),
        request.polling(),
        request.extendedSession(),
        request.layouts());
  }

  /**
   * Whether the car is only listened to.
   *
   * @return true when nothing is asked
   */
  public boolean isPassive() {
    return requests.isEmpty();
  }

  /**
   * Every place a signal stands in, of answers and broadcasts.
   *
   * @return in the order of the file
   */
  public List<SignalPlace> places() {
    return Stream.concat(
            requests.stream().flatMap(r -> r.layouts().stream()).flatMap(l -> l.signals().stream()),
            broadcasts.stream()
                .flatMap(b -> b.layouts().stream())
                .flatMap(l -> l.signals().stream()))
        .toList();
  }

  /**
   * This profile without the requests a car with identifiers of the other width cannot answer.
   *
   * @param bits 11 or 29
   * @return the narrower profile, with the same id and hash
   */
  public VehicleProfile only(int bits) {
    List<ReadRequest> fitting = requests.stream().filter(r -> r.ecu().bits() == bits).toList();
    return new VehicleProfile(
        id,
        title,
        models,
        identification,
        packs,
        fitting,
        generic,
        broadcasts,
        relations,
        unverified,
        hash);
  }

  /**
   * A link's facts, which also say it where this profile was imported and nobody has checked it.
   *
   * @param facts of the link
   * @return with {@code profileStatus} added where it applies
   */
  public Map<String, String> notedIn(Map<String, String> facts) {
    Map<String, String> noted = new TreeMap<>(facts);
    if (unverified) {
      noted.put("profileStatus", "imported, unverified");
    }
    return noted;
  }

  /** This profile with what any car may be asked. */
  VehicleProfile withGeneric(List<ReadRequest> more) {
    return new VehicleProfile(
        id,
        title,
        models,
        identification,
        packs,
        requests,
        more,
        broadcasts,
        relations,
        unverified,
        hash);
  }
}
