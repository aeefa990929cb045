package io.cellwitness.can.profile;

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
    List<Relation> relations,
    String hash) {

  /** Copies the lists. */
  public VehicleProfile {
    models = List.copyOf(models);
    packs = List.copyOf(packs);
    requests = List.copyOf(requests);
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
   * @param key as {@link ReadRequest#key()} writes it, in any case
   * @return the request, or empty when the profile has none like it
   */
  public Optional<ReadRequest> request(String key) {
    return requests.stream().filter(r -> r.key().equalsIgnoreCase(key)).findFirst();
  }
}
