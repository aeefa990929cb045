package io.cellwitness.report.trust;

import io.cellwitness.report.trust.Check.Outcome;
import io.cellwitness.report.trust.Check.Subject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What there is to say about a report that somebody handed over.
 *
 * @param checks one for each {@link Subject}, in its order
 * @param required subjects that must pass: signature and issuer always, and whatever was asked for
 * @param link its place in the chain, only for a report whose signature and issuer passed
 * @param report its content, only when the signature passed; of a QR code as much as it carries
 */
public record Verdict(
    List<Check> checks, Set<Subject> required, Optional<Link> link, Optional<ObjectNode> report) {

  /** Copies the collections. */
  public Verdict {
    checks = List.copyOf(checks);
    required = Set.copyOf(required);
  }

  /**
   * Whether to believe the report.
   *
   * @return true when nothing failed and everything required passed
   */
  public boolean valid() {
    return checks.stream()
        .allMatch(
            check ->
                check.outcome() == Outcome.PASS
                    || check.outcome() == Outcome.UNKNOWN && !required.contains(check.subject()));
  }

  /**
   * One of the checks.
   *
   * @param subject which
   * @return the check
   */
  public Check of(Subject subject) {
    return checks.get(subject.ordinal());
  }
}
