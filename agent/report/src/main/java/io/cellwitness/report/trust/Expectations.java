package io.cellwitness.report.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a verifier brings along.
 *
 * @param now the present, by the verifier's clock
 * @param vin the vehicle the report should be about
 * @param pack the number of the pack without a VIN the report should be about
 * @param disclosure content of the file {@code vin.disclosure}
 * @param sessionSha256 hash of the raw session at hand, hexadecimal
 * @param maxAge oldest report accepted; empty for any age
 * @param known links of other reports whose signatures were found good
 * @param log what is at hand of the gateway's log
 */
public record Expectations(
    Instant now,
    Optional<String> vin,
    Optional<String> pack,
    Optional<String> disclosure,
    Optional<String> sessionSha256,
    Optional<Duration> maxAge,
    List<Link> known,
    LogEvidence log) {

  /** Copies the list. */
  public Expectations {
    known = List.copyOf(known);
  }

  /**
   * Nothing but the date.
   *
   * @param now the present
   * @return expectations
   */
  public static Expectations at(Instant now) {
    return new Expectations(
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        LogEvidence.NONE);
  }

  /**
   * These and a vehicle.
   *
   * @param expectedVin as a person typed it
   * @return expectations
   */
  public Expectations withVin(String expectedVin) {
    return new Expectations(
        now, Optional.of(expectedVin), pack, disclosure, sessionSha256, maxAge, known, log);
  }

  /**
   * These and a pack that has no VIN.
   *
   * @param number its own number, as a person typed it
   * @return expectations
   */
  public Expectations withPack(String number) {
    return new Expectations(
        now, vin, Optional.of(number), disclosure, sessionSha256, maxAge, known, log);
  }

  /**
   * These and a disclosure.
   *
   * @param text content of the file
   * @return expectations
   */
  public Expectations withDisclosure(String text) {
    return new Expectations(now, vin, pack, Optional.of(text), sessionSha256, maxAge, known, log);
  }

  /**
   * These and a raw session.
   *
   * @param sha256 its hash, hexadecimal
   * @return expectations
   */
  public Expectations withSession(String sha256) {
    return new Expectations(now, vin, pack, disclosure, Optional.of(sha256), maxAge, known, log);
  }

  /**
   * These and an age limit.
   *
   * @param limit oldest report accepted
   * @return expectations
   */
  public Expectations withMaxAge(Duration limit) {
    return new Expectations(
        now, vin, pack, disclosure, sessionSha256, Optional.of(limit), known, log);
  }

  /**
   * These and other reports of the chain.
   *
   * @param links from {@link Verdict#link()}
   * @return expectations
   */
  public Expectations withKnown(List<Link> links) {
    return new Expectations(now, vin, pack, disclosure, sessionSha256, maxAge, links, log);
  }

  /**
   * These and what is at hand of the gateway's log.
   *
   * @param evidence proof, checkpoint, growth
   * @return expectations
   */
  public Expectations withLog(LogEvidence evidence) {
    return new Expectations(now, vin, pack, disclosure, sessionSha256, maxAge, known, evidence);
  }
}
