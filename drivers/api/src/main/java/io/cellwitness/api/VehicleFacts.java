package io.cellwitness.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who is on the other end, as far as a driver could prove it.
 *
 * @param vin vehicle identification number, only when no source contradicts another
 * @param vinSources the requests that gave it, for example {@code 09 02} and {@code 22 F190}
 * @param profileId id of the vehicle profile in use
 * @param profileHash lower-case hex SHA-256 of the profile's bytes
 * @param model make and model in words, from the profile
 * @param pack what the profile or file knows of the pack
 * @param link what was learnt of the adapter or server: {@code adapter}, {@code firmware}, {@code
 *     capability.flowControl} …; goes into the report, never holds a VIN
 */
public record VehicleFacts(
    Optional<String> vin,
    List<String> vinSources,
    Optional<String> profileId,
    Optional<String> profileHash,
    Optional<String> model,
    PackFacts pack,
    Map<String, String> link) {

  /** Copies the collections and rejects nulls. */
  public VehicleFacts {
    Objects.requireNonNull(vin, "vin");
    Objects.requireNonNull(profileId, "profileId");
    Objects.requireNonNull(profileHash, "profileHash");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(pack, "pack");
    vinSources = List.copyOf(vinSources);
    link = Map.copyOf(link);
  }
}
