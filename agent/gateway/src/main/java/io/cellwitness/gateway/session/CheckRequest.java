package io.cellwitness.gateway.session;

import io.cellwitness.api.PackFacts;
import io.cellwitness.api.SourceAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the operator asks for.
 *
 * @param address where to read
 * @param reference an independent meter beside the battery, read in the same session
 * @param simulated whether the vehicle is made up: the report then says so
 * @param mode what to do
 * @param profileId vehicle profile; empty to identify the car
 * @param profileDirectories the workshop's own profiles
 * @param requestsPerSecond most requests in a second
 * @param facts what the operator knows of the pack; wins over profile and file
 * @param declaredSohPct state of health the seller declares, %, when it is not read from the car
 */
public record CheckRequest(
    SourceAddress address,
    Optional<SourceAddress> reference,
    boolean simulated,
    Mode mode,
    Optional<String> profileId,
    List<Path> profileDirectories,
    int requestsPerSecond,
    PackFacts facts,
    OptionalDouble declaredSohPct) {

  /** Copies the list and rejects nulls. */
  public CheckRequest {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(profileId, "profileId");
    Objects.requireNonNull(facts, "facts");
    profileDirectories = List.copyOf(profileDirectories);
  }

  /**
   * The same request in another mode.
   *
   * @param other what to do instead
   * @return a new request
   */
  public CheckRequest as(Mode other) {
    return new CheckRequest(
        address,
        reference,
        simulated,
        other,
        profileId,
        profileDirectories,
        requestsPerSecond,
        facts,
        declaredSohPct);
  }

  /** How reports and logs name what was read. */
  String source() {
    return SourceDescription.of(address)
        + reference.map(r -> ", reference " + SourceDescription.of(r)).orElse("");
  }
}
