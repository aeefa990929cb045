package io.cellwitness.report.trust;

import io.cellwitness.report.ReportPayload;
import io.cellwitness.report.trust.Check.Subject;
import java.time.Instant;
import java.util.Optional;

/** Whether the signer is somebody to believe, for a report whose signature holds. */
final class IssuerCheck {

  private IssuerCheck() {}

  /**
   * Judges the signer.
   *
   * @param key the trusted key whose signature held
   * @param issuer id the content claims for its issuer
   * @param name name the content claims
   * @param issued date the content claims
   * @return the check
   */
  static Check of(TrustedKey key, String issuer, String name, Optional<Instant> issued) {
    if (key.status() == TrustedKey.Status.REVOKED) {
      return fail("The key of " + key.name() + " is revoked; no report signed with it counts.");
    }
    if (!issuer.equals(ReportPayload.ISSUER_PREFIX + key.key().thumbprint())) {
      return fail("The report names another issuer than the key that signed it.");
    }
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
    boolean same = name.isEmpty() || name.equals(key.name());
    return Check.pass(
        Subject.ISSUER,
        "Signed by "
            + key.name()
            + (same ? "." : ", which calls itself " + name + " in the report."));
  }

  private static Check fail(String reason) {
    return Check.fail(Subject.ISSUER, reason);
  }
}
