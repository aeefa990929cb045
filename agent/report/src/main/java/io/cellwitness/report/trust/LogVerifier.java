package io.cellwitness.report.trust;

import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.log.Checkpoint;
import io.cellwitness.report.log.MerkleTree;
import io.cellwitness.report.log.Tiles;
import io.cellwitness.report.trust.Check.Subject;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Judges a published log: a checkpoint and the tiles it stands for. */
public final class LogVerifier {

  private final TrustList trust;

  /**
   * Makes a verifier.
   *
   * @param trust whom to believe
   */
  public LogVerifier(TrustList trust) {
    this.trust = trust;
  }

  /**
   * What came out.
   *
   * @param checks signature, issuer, log
   * @param entries of the log, zero when its checkpoint is not believed
   */
  public record Outcome(List<Check> checks, long entries) {

    /** Copies the list. */
    public Outcome {
      checks = List.copyOf(checks);
    }

    /**
     * Whether to believe the log.
     *
     * @return true when every check passed
     */
    public boolean valid() {
      return checks.stream().allMatch(check -> check.outcome() == Check.Outcome.PASS);
    }
  }

  /**
   * Works the tree out from its lowest tiles. No proof is needed: whoever has all hashes sees for
   * himself that one log is the beginning of another.
   *
   * @param note the checkpoint
   * @param tiles the files of the log
   * @param kept checkpoint of the same log at an earlier time
   * @return the outcome; never throws on a bad log
   */
  public Outcome verify(String note, Tiles.Source tiles, Optional<String> kept) {
    SignedCheckpoint head;
    try {
      head = SignedCheckpoint.open(note, trust);
    } catch (Malformed e) {
      return new Outcome(
          List.of(
              Check.fail(Subject.SIGNATURE, "The checkpoint is refused: " + e.getMessage() + "."),
              Check.unknown(Subject.ISSUER, "Without a good signature nobody stands behind it."),
              Check.unknown(Subject.LOG, "Without a good signature nothing in it counts.")),
          0);
    }
    return new Outcome(
        List.of(
            Check.pass(Subject.SIGNATURE, "The checkpoint is as it was signed."),
            Check.pass(Subject.ISSUER, "Signed by " + head.names() + "."),
            log(head, tiles, kept)),
        head.checkpoint().size());
  }

  private Check log(SignedCheckpoint signed, Tiles.Source tiles, Optional<String> kept) {
    Checkpoint head = signed.checkpoint();
    MerkleTree tree;
    try {
      tree = Tiles.read(head.size(), tiles);
    } catch (Malformed e) {
      return Check.fail(Subject.LOG, "The tiles cannot be used: " + e.getMessage() + ".");
    } catch (IOException e) {
      return Check.fail(
          Subject.LOG, "Tiles of a log of " + head.entries() + " are missing or cannot be read.");
    }
    if (!Arrays.equals(tree.root(tree.size()), head.root())) {
      return Check.fail(Subject.LOG, "The tiles are not those of the checkpoint.");
    }
    String holds =
        head.size() == 1
            ? "The one entry is that of the checkpoint"
            : "All " + head.entries() + " are those of the checkpoint";
    if (kept.isEmpty()) {
      return Check.pass(Subject.LOG, holds + ".");
    }
    SignedCheckpoint given;
    try {
      given = SignedCheckpoint.open(kept.get(), trust);
    } catch (Malformed e) {
      return Check.fail(
          Subject.LOG, "The checkpoint to compare is refused: " + e.getMessage() + ".");
    }
    Checkpoint earlier = given.checkpoint();
    if (!earlier.origin().equals(head.origin())) {
      return Check.fail(Subject.LOG, "The checkpoint given is from the log of another gateway.");
    }
    Optional<String> foreign = given.foreignTo(signed.signers());
    if (foreign.isPresent()) {
      return Check.fail(Subject.LOG, foreign.get());
    }
    if (earlier.size() > head.size()) {
      return Check.fail(
          Subject.LOG,
          "The log was cut: it had " + earlier.entries() + " and has " + head.size() + ".");
    }
    return Arrays.equals(tree.root((int) earlier.size()), earlier.root())
        ? Check.pass(
            Subject.LOG,
            earlier.size() == 1
                ? holds + ", and the first is that of the one given."
                : holds + ", and the first " + earlier.size() + " are those of the one given.")
        : Check.fail(
            Subject.LOG,
            earlier.size() == 1
                ? "The log was rewritten: its first entry was another."
                : "The log was rewritten: its first " + earlier.entries() + " were others.");
  }
}
