package io.cellwitness.gateway.store;

import io.cellwitness.api.Stamp;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known when a session begins: one vehicle, one visit.
 *
 * @param at when
 * @param source the source address as the operator wrote it
 * @param mode {@code quick}, {@code charge}, {@code stream}, {@code read}
 * @param pack pseudonym of the pack, see {@code PackPseudonym}; empty without VIN and pack number
 * @param vin the VIN, or the pack's own number where there is none; kept in the store only; empty
 *     when neither is known or it is not wanted
 * @param profileId the vehicle profile in use
 * @param model make and model in words
 */
public record SessionStart(
    Stamp at,
    String source,
    String mode,
    Optional<String> pack,
    Optional<String> vin,
    Optional<String> profileId,
    Optional<String> model) {

  /** Rejects nulls. */
  public SessionStart {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(pack, "pack");
    Objects.requireNonNull(vin, "vin");
    Objects.requireNonNull(profileId, "profileId");
    Objects.requireNonNull(model, "model");
  }

  /** Keeps the VIN out of logs and error texts. */
  @Override
  public String toString() {
    return "SessionStart[" + at.wall() + ", " + mode + ", " + pack.orElse("no pack") + "]";
  }
}
