package io.cellwitness.can.profile;

import io.cellwitness.can.uds.Ecu;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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
 * @param relations what must hold
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
    List<Relation> relations,
    String hash) {

  /** Copies the lists. */
  public VehicleProfile {
    models = List.copyOf(models);
    packs = List.copyOf(packs);
    requests = List.copyOf(requests);
    generic = List.copyOf(generic);
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
   */
  public record Identification(Optional<Pattern> vinPattern, List<Probe> probes) {

    /** Copies the list. */
    public Identification {
      probes = List.copyOf(probes);
    }
  }

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
        Ecu.plain(id, id + 8, 11), request.sendHex(), request.polling(), request.layouts());
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
        id, title, models, identification, packs, fitting, generic, relations, hash);
  }

  /** This profile with what any car may be asked. */
  VehicleProfile withGeneric(List<ReadRequest> more) {
    return new VehicleProfile(
        id, title, models, identification, packs, requests, more, relations, hash);
  }
}
