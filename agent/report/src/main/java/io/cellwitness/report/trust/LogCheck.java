package io.cellwitness.report.trust;

import io.cellwitness.report.jose.Ed25519Key;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.log.LogProof;
import io.cellwitness.report.trust.Check.Subject;
import java.util.HexFormat;
import java.util.Optional;

/** Whether a report whose signature holds stands in the log of its gateway. */
final class LogCheck {

  private LogCheck() {}

  static Check of(Optional<Link> link, TrustedKey key, Expectations expectations) {
    if (expectations.logProof().isEmpty()) {
      return Check.unknown(Subject.LOG, "No proof from the gateway's log is at hand.");
    }
    if (link.isEmpty()) {
      return Check.unknown(Subject.LOG, "Only a whole report can be looked up in a log.");
    }
    if (!(key.key() instanceof Ed25519Key signer)) {
      return Check.unknown(Subject.LOG, "Only logs signed with Ed25519 can be checked.");
    }
    Link own = link.get();
    try {
      LogProof proof = LogProof.parse(expectations.logProof().get());
      byte[] entry = HexFormat.of().parseHex(own.payloadHash());
      return proof
          .objection(entry, own.sequence(), own.gateway(), signer)
          .map(reason -> Check.fail(Subject.LOG, reason))
          .orElseGet(
              () ->
                  Check.pass(
                      Subject.LOG,
                      "It stands in its gateway's log as entry " + own.sequence() + "."));
    } catch (Malformed e) {
      return Check.fail(Subject.LOG, "The proof cannot be used: " + e.getMessage() + ".");
    }
  }
}
