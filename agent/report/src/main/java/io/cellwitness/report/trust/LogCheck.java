package io.cellwitness.report.trust;

import io.cellwitness.report.jose.Ed25519Key;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.log.Checkpoint;
import io.cellwitness.report.log.Growth;
import io.cellwitness.report.log.LogProof;
import io.cellwitness.report.trust.Check.Subject;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Whether a report whose signature holds stands in the log of its gateway. */
final class LogCheck {

  private LogCheck() {}

  static Check of(Optional<Link> link, TrustedKey key, TrustList trust, LogEvidence given) {
    if (given.proof().isEmpty()) {
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
      LogProof proof = LogProof.parse(given.proof().get());
      Checkpoint head = Checkpoint.open(proof.checkpoint(), signer);
      byte[] entry = HexFormat.of().parseHex(own.payloadHash());
      Optional<String> objection = proof.objection(entry, own.sequence(), own.gateway(), head);
      if (objection.isPresent()) {
        return Check.fail(Subject.LOG, objection.get());
      }
      String stands = "It stands in its gateway's log as entry " + own.sequence();
      return given.comparesLogs()
          ? compare(stands, head, key, trust, given)
          : Check.pass(Subject.LOG, stands + ".");
    } catch (Malformed e) {
      return Check.fail(Subject.LOG, "The proof cannot be used: " + e.getMessage() + ".");
    }
  }

  /** Whether the log of the report's proof and the one of another time are one log. */
  private static Check compare(
      String stands, Checkpoint head, TrustedKey holder, TrustList trust, LogEvidence given)
      throws Malformed {
    Optional<Growth> growth =
        given.growth().isPresent()
            ? Optional.of(Growth.parse(given.growth().get()))
            : Optional.empty();
    String kept = given.checkpoint().orElseGet(() -> growth.orElseThrow().checkpoint());
    SignedCheckpoint signed = SignedCheckpoint.open(kept, trust);
    Checkpoint other = signed.checkpoint();
    if (!other.origin().equals(head.origin())) {
      return Check.fail(Subject.LOG, "The checkpoint given is from the log of another gateway.");
    }
    Optional<String> foreign = signed.foreignTo(List.of(holder));
    if (foreign.isPresent()) {
      return Check.fail(Subject.LOG, foreign.get());
    }
    if (other.size() == head.size()) {
      return Arrays.equals(other.root(), head.root())
          ? Check.pass(Subject.LOG, stands + ", and the checkpoint given is of the same log.")
          : Check.fail(
              Subject.LOG,
              "The log was rewritten: there are two of " + head.entries() + ", signed both.");
    }
    Checkpoint earlier = other.size() < head.size() ? other : head;
    Checkpoint later = earlier == other ? head : other;
    String sizes = earlier.size() + " to " + later.entries();
    if (growth.isEmpty()) {
      return Check.unknown(
          Subject.LOG, stands + "; that it only grew, from " + sizes + ", is not proved.");
    }
    if (growth.get().oldSize() != earlier.size()) {
      return Check.fail(
          Subject.LOG,
          "The proof of growth begins at "
              + growth.get().oldSize()
              + " and is not about "
              + sizes
              + ".");
    }
    return growth.get().connects(earlier, later)
        ? Check.pass(Subject.LOG, stands + ", and the log only grew, from " + sizes + ".")
        : Check.fail(
            Subject.LOG,
            "The log was rewritten, or the proof is of another: it did not grow from "
                + sizes
                + ".");
  }
}
