package io.cellwitness.report.trust;

import io.cellwitness.report.jose.Jws;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.PublicJwk;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.jose.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import tools.jackson.databind.node.ObjectNode;

/**
 * A trust list that somebody vouches for: a compact JWS over the list, its date and the date from
 * which a newer one must be fetched.
 *
 * @param list whom the signer believes
 * @param issued when he said so
 * @param expires when to stop taking his word, after {@code issued}
 */
public record SignedTrustList(TrustList list, Instant issued, Instant expires) {

  /** Media type of the JWS, so that a list is never taken for a report or the other way round. */
  public static final String TYP = "cellwitness-trust+jwt";

  private static final String CTY = "json";

  /** How far the signer's clock may be ahead of the reader's. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

  /** Rejects a list that expires before it is issued. */
  public SignedTrustList {
    if (!issued.isBefore(expires)) {
      throw new IllegalArgumentException("a list that expires before it is issued");
    }
  }

  /**
   * Signs.
   *
   * @param key of the list's owner
   * @return the compact JWS
   */
  public String sign(SigningKey key) {
    ObjectNode payload =
        list.toJson().put("issued", issued.toString()).put("expires", expires.toString());
    return key.signCompact(TYP, CTY, StrictJson.write(payload));
  }

  /**
   * Reads a signed list.
   *
   * @param jws the compact JWS, exactly
   * @param signer whose list it should be; its kind decides the algorithm
   * @param now the reader's present
   * @return the list
   * @throws Malformed when the signature does not fit, it is no list, dated in the future or
   *     expired
   */
  public static SignedTrustList open(String jws, PublicJwk signer, Instant now) throws Malformed {
    SignedTrustList signed = read(jws, signer);
    if (signed.issued.isAfter(now.plus(CLOCK_TOLERANCE))) {
      throw new Malformed("it is dated in the future, " + signed.issued);
    }
    if (!now.isBefore(signed.expires)) {
      throw new Malformed("it expired at " + signed.expires + ", fetch a newer one");
    }
    return signed;
  }

  /**
   * Reads a signed list that was accepted before, whatever its dates.
   *
   * @param jws the compact JWS, exactly
   * @param signer whose list it should be
   * @return the list
   * @throws Malformed when the signature does not fit, or it is no list
   */
  public static SignedTrustList read(String jws, PublicJwk signer) throws Malformed {
    Jws parts = Jws.parse(jws);
    if (!parts.kid().equals(signer.thumbprint())) {
      throw new Malformed("it names another signer than the key given");
    }
    if (!signer.answersTo(parts.alg())) {
      throw new Malformed("its header names an algorithm that does not belong to the signer's key");
    }
    if (!parts.header().path("typ").asString("").equals(TYP)) {
      throw new Malformed("the header does not say typ " + TYP);
    }
    if (!signer.verifies(parts.signingInput(), parts.signature())) {
      throw new Malformed("the signature does not fit");
    }
    ObjectNode payload = StrictJson.parseObject(parts.payload(), Jws.MAX_BYTES);
    Instant issued = instant(payload, "issued");
    Instant expires = instant(payload, "expires");
    if (!issued.isBefore(expires)) {
      throw new Malformed("it expires before it is issued");
    }
    return new SignedTrustList(TrustList.parse(parts.payload()), issued, expires);
  }

  private static Instant instant(ObjectNode payload, String member) throws Malformed {
    try {
      return Instant.parse(payload.path(member).asString(""));
    } catch (DateTimeParseException e) {
      throw new Malformed(member + " is no instant such as 2026-01-31T00:00:00Z");
    }
  }
}
