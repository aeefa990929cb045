package io.cellwitness.report.trust;

import io.cellwitness.report.jose.PublicJwk;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A key somebody decided to believe, and for how long.
 *
 * @param name of the workshop that holds it, as the list's keeper knows it
 * @param key public key
 * @param status whether it still counts
 * @param validFrom reports issued earlier are not its own; empty for no bound
 * @param validUntil reports issued at or after this are not its own; empty for no bound
 */
public record TrustedKey(
    String name,
    PublicJwk key,
    Status status,
    Optional<Instant> validFrom,
    Optional<Instant> validUntil) {

  /** Whether a key still counts. */
  public enum Status {
    /** It does, inside its window. A key taken out of service has an end of its window. */
    ACTIVE,
    /**
     * Never again, whatever the date on a report: who stole the key can write any date he likes.
     */
    REVOKED
  }

  /** Rejects nulls, an empty name and a window that ends before it begins. */
  public TrustedKey {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(status, "status");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a trusted key needs the name of its holder");
    }
    if (validFrom.isPresent()
        && validUntil.isPresent()
        && !validFrom.get().isBefore(validUntil.get())) {
      throw new IllegalArgumentException("the window of " + name + "'s key ends before it begins");
    }
  }

  /**
   * This key under another name.
   *
   * @param holder its holder, as somebody else knows it
   * @return the entry
   */
  public TrustedKey named(String holder) {
    return new TrustedKey(holder, key, status, validFrom, validUntil);
  }

  /**
   * This key, gone out of service.
   *
   * @param until reports issued at or after this do not count; an earlier end stays
   * @return the entry, marked revoked when the window would end before it begins
   */
  public TrustedKey retired(Instant until) {
    Instant end = validUntil.filter(earlier -> earlier.isBefore(until)).orElse(until);
    return validFrom.isPresent() && !validFrom.get().isBefore(end)
        ? revoked()
        : new TrustedKey(name, key, status, validFrom, Optional.of(end));
  }

  /**
   * This key, never to be believed again.
   *
   * @return the entry
   */
  public TrustedKey revoked() {
    return new TrustedKey(name, key, Status.REVOKED, validFrom, validUntil);
  }

  /**
   * A key trusted without bounds, such as the gateway's own.
   *
   * @param name of its holder
   * @param key public key
   * @return the entry
   */
  public static TrustedKey active(String name, PublicJwk key) {
    return new TrustedKey(name, key, Status.ACTIVE, Optional.empty(), Optional.empty());
  }
}
