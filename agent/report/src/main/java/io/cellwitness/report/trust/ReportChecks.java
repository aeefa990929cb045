package io.cellwitness.report.trust;

import io.cellwitness.report.trust.Check.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Chain, freshness, raw session and evidence of a report whose signature holds. */
final class ReportChecks {

  /** How far a gateway's clock may be ahead of the verifier's. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

  private ReportChecks() {}

  static Optional<Link> link(ObjectNode report, String payloadHash, TrustedKey signer) {
    JsonNode chain = report.path("chain");
    if (!chain.path("gateway").isString() || !chain.path("sequence").canConvertToLong()) {
      return Optional.empty();
    }
    Optional<String> previous =
        chain.path("previous").isString()
            ? Optional.of(chain.path("previous").asString())
            : Optional.empty();
    return Optional.of(
        new Link(
            signer.name(),
            chain.path("gateway").asString(),
            chain.path("sequence").longValue(),
            payloadHash,
            previous));
  }

  static Check chain(Optional<Link> link, Expectations expectations) {
    if (link.isEmpty()) {
      return Check.fail(Subject.CHAIN, "The report does not say where in the chain it stands.");
    }
    Link own = link.get();
    List<Link> others =
        expectations.known().stream()
            .filter(o -> o.gateway().equals(own.gateway()) && o.holder().equals(own.holder()))
            .toList();
    // First of all: of two reports with one number at least one is not what it seems.
    for (Link other : others) {
      if (other.sequence() == own.sequence() && !other.payloadHash().equals(own.payloadHash())) {
        return Check.fail(
            Subject.CHAIN,
            "There is another report number " + own.sequence() + " of this gateway.");
      }
    }
    for (Link other : others) {
      if (other.sequence() == own.sequence() - 1) {
        return own.previous().equals(Optional.of(other.payloadHash()))
            ? Check.pass(Subject.CHAIN, "It follows report number " + other.sequence() + ".")
            : Check.fail(
                Subject.CHAIN,
                "It names another predecessor than report number " + other.sequence() + ".");
      }
    }
    if (own.sequence() == 1) {
      return own.previous().isEmpty()
          ? Check.pass(Subject.CHAIN, "It is the first report of its gateway.")
          : Check.fail(Subject.CHAIN, "It is number 1 and still names a predecessor.");
    }
    return Check.unknown(
        Subject.CHAIN,
        "It is number "
            + own.sequence()
            + " of its gateway; number "
            + (own.sequence() - 1)
            + " is not at hand.");
  }

  /** A code belongs to the report whose payload hash it carries. */
  static Check codeBelongs(ObjectNode claims, Expectations expectations) {
    String hash = claims.path("payloadHash").asString("");
    return expectations.known().stream().anyMatch(link -> link.payloadHash().equals(hash))
        ? Check.pass(Subject.CHAIN, "The code belongs to the report that was given with it.")
        : Check.unknown(
            Subject.CHAIN, "The code belongs to the report with the code " + hash + ".");
  }

  static Check freshness(ObjectNode report, Expectations expectations) {
    Optional<Instant> issued = instant(report.path("time").path("issued"));
    if (issued.isEmpty()) {
      return Check.fail(Subject.FRESHNESS, "The report does not say when it was issued.");
    }
    Instant at = issued.get();
    if (at.isAfter(expectations.now().plus(CLOCK_TOLERANCE))) {
      return Check.fail(
          Subject.FRESHNESS, "The report is dated in the future, on " + day(at) + ".");
    }
    long days = Math.max(0, Duration.between(at, expectations.now()).toDays());
    String age = "Issued on " + day(at) + ", " + days + (days == 1 ? " day ago" : " days ago");
    if (expectations.maxAge().isPresent()
        && at.plus(expectations.maxAge().get()).isBefore(expectations.now())) {
      return Check.fail(
          Subject.FRESHNESS,
          age + ", more than the " + expectations.maxAge().get().toDays() + " days allowed.");
    }
    if (!report.path("time").path("issuedClockSynced").asBoolean(false)) {
      return Check.unknown(Subject.FRESHNESS, age + " by a clock that was not known to be right.");
    }
    return Check.pass(Subject.FRESHNESS, age + ".");
  }

  static Check session(ObjectNode report, Expectations expectations) {
    if (expectations.sessionSha256().isEmpty()) {
      return Check.unknown(Subject.SESSION, "No raw session was given to compare with.");
    }
    if (!report.has("session")) {
      return Check.unknown(
          Subject.SESSION, "A QR code does not say from which raw session it was made.");
    }
    return report
            .path("session")
            .path("sha256")
            .asString("")
            .equalsIgnoreCase(expectations.sessionSha256().get())
        ? Check.pass(Subject.SESSION, "The raw session is the one the report was made from.")
        : Check.fail(Subject.SESSION, "The raw session is not the one the report was made from.");
  }

  static Check evidence(ObjectNode report) {
    return switch (report.path("evidence").path("grade").asString("")) {
      case "A" ->
          Check.pass(Subject.EVIDENCE, "Class A: at least 80 % of the charge range was measured.");
      case "B" -> Check.pass(Subject.EVIDENCE, "Class B: enough was measured to give a number.");
      default ->
          Check.unknown(
              Subject.EVIDENCE, "No measured capacity: the report says why it gives no number.");
    };
  }

  static Optional<Instant> instant(JsonNode node) {
    try {
      return node.isString() ? Optional.of(Instant.parse(node.asString())) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
