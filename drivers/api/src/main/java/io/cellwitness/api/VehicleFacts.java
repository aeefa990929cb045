package io.cellwitness.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

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

  /** Key of {@link #link()}: how many relations of the profile held in the session, in words. */
  public static final String PROFILE_RELATIONS = "profileRelations";

  /**
   * Key of {@link #link()}: what the session says for or against the profile, one of {@link
   * #PROOF_HELD}, {@link #PROOF_OPEN}, {@link #PROOF_BROKEN}. Absent when nothing needs saying.
   */
  public static final String PROFILE_PROOF = "profileProof";

  /** An imported profile whose relations all held. */
  public static final String PROOF_HELD = "imported, its relations held";

  /** An imported profile of which the session could not show that it is right. */
  public static final String PROOF_OPEN = "imported, not proved";

  /** A profile, imported or not, with a relation that was broken. */
  public static final String PROOF_BROKEN = "a relation was broken";

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

  /**
   * The same facts with more known of the link.
   *
   * @param learnt wins over what was known before
   * @return new facts
   */
  public VehicleFacts withLearnt(Map<String, String> learnt) {
    Map<String, String> all = new TreeMap<>(link);
    all.putAll(learnt);
    return new VehicleFacts(vin, vinSources, profileId, profileHash, model, pack, all);
  }
}
