package io.cellwitness.report.trust;

import java.util.Optional;

/**
 * What is at hand of a gateway's log, each the whole text of a file.
 *
 * @param proof that the report stands in it (C2SP tlog-proof), {@code report.tlog-proof}
 * @param checkpoint of the same log at another time, kept or published (C2SP tlog-checkpoint)
 * @param growth that of two logs one grew out of the other (the body of C2SP tlog-witness)
 */
public record LogEvidence(
    Optional<String> proof, Optional<String> checkpoint, Optional<String> growth) {

  /** Nothing. */
  public static final LogEvidence NONE =
      new LogEvidence(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Only a proof that the report stands in the log.
   *
   * @param text content of the file
   * @return the evidence
   */
  public static LogEvidence proof(String text) {
    return new LogEvidence(Optional.of(text), Optional.empty(), Optional.empty());
  }

  /** Whether two states of the log are to be compared. */
  boolean comparesLogs() {
    return checkpoint.isPresent() || growth.isPresent();
  }
}
