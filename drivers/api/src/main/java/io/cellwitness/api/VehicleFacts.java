package io.cellwitness.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Who is on the other end, as far as a driver could prove it.
 *
 * @param vin vehicle identification number, only when no source contradicts another
 * @param vinSources the requests that gave it, for example {@code 09 02} and {@code 22 F190}
 * @param packId the pack's own number, for a pack that has no VIN; secret like one
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
    Optional<String> packId,
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

  /** What a report can commit to: up to 128 printable characters without quote and backslash. */
  private static final Pattern PACK_ID = Pattern.compile("[!#-\\[\\]-~][ !#-\\[\\]-~]{0,127}");

  /** Copies the collections, rejects nulls and a pack number that is none. */
  public VehicleFacts {
    Objects.requireNonNull(vin, "vin");
    if (packId.isPresent() && !isPackId(packId.get())) {
      throw new IllegalArgumentException("not a pack's number");
    }
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
    return new VehicleFacts(vin, vinSources, packId, profileId, profileHash, model, pack, all);
  }

  /**
   * Facts of a pack without a number of its own.
   *
   * @param vin vehicle identification number
   * @param vinSources the requests that gave it
   * @param profileId id of the vehicle profile in use
   * @param profileHash hash of the profile's bytes
   * @param model make and model in words
   * @param pack what is known of the pack
   * @param link what was learnt of the adapter or server
   */
  public VehicleFacts(
      Optional<String> vin,
      List<String> vinSources,
      Optional<String> profileId,
      Optional<String> profileHash,
      Optional<String> model,
      PackFacts pack,
      Map<String, String> link) {
    this(vin, vinSources, Optional.empty(), profileId, profileHash, model, pack, link);
  }

  /**
   * Whether a text can be a pack's number.
   *
   * @param text any
   * @return true for 1 to 128 printable ASCII characters without quote and backslash, no space
   *     first
   */
  public static boolean isPackId(String text) {
    return PACK_ID.matcher(text).matches();
  }

  /**
   * What tells this pack from others over its visits. Not for logs, topics, file names or texts.
   *
   * @return the VIN, or the pack's own number; empty when neither is known
   */
  public Optional<String> identity() {
    return vin.or(() -> packId);
  }

  /**
   * These facts with others of the pack.
   *
   * @param other what is known of the pack instead
   * @return new facts
   */
  public VehicleFacts with(PackFacts other) {
    return new VehicleFacts(vin, vinSources, packId, profileId, profileHash, model, other, link);
  }

  /**
   * These facts with other findings of the link.
   *
   * @param other what was learnt instead
   * @return new facts
   */
  public VehicleFacts with(Map<String, String> other) {
    return new VehicleFacts(vin, vinSources, packId, profileId, profileHash, model, pack, other);
  }
}
