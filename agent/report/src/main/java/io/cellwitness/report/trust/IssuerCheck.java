package io.cellwitness.report.trust;

import io.cellwitness.report.ReportPayload;
import io.cellwitness.report.trust.Check.Subject;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Whether the signer is somebody to believe, for a report whose signature holds. */
final class IssuerCheck {

  private IssuerCheck() {}

  static Check of(TrustedKey key, ObjectNode credential) {
    if (key.status() == TrustedKey.Status.REVOKED) {
      return fail("The key of " + key.name() + " is revoked; no report signed with it counts.");
    }
    String issuer = credential.path("issuer").path("id").asString("");
    if (!issuer.equals(ReportPayload.ISSUER_PREFIX + key.key().thumbprint())) {
      return fail("The report names another issuer than the key that signed it.");
    }
    Optional<Instant> issued = ReportChecks.instant(credential.path("validFrom"));
    if (issued.isEmpty()) {
      return fail("The report does not say when it was issued.");
    }
    if (key.validFrom().isPresent() && issued.get().isBefore(key.validFrom().get())) {
      return fail(
          "The report is dated before the key of "
              + key.name()
              + " came into use on "
              + ReportChecks.day(key.validFrom().get())
              + ".");
    }
    if (key.validUntil().isPresent() && !issued.get().isBefore(key.validUntil().get())) {
      return fail(
          "The report is dated after the key of "
              + key.name()
              + " went out of use on "
              + ReportChecks.day(key.validUntil().get())
              + ".");
    }
    String own = credential.path("issuer").path("name").asString("");
    return Check.pass(
        Subject.ISSUER,
        "Signed by "
            + key.name()
            + (own.equals(key.name()) ? "." : ", which calls itself " + own + " in the report."));
  }

  private static Check fail(String reason) {
    return Check.fail(Subject.ISSUER, reason);
  }
}
