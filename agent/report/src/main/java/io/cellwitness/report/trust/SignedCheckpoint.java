package io.cellwitness.report.trust;

import io.cellwitness.report.jose.Ed25519Key;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.log.Checkpoint;
import io.cellwitness.report.log.LogProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A checkpoint that keys of the trust list signed. Its name is only what its signer wrote: whose
 * log it is of, the signer says, not the name.
 *
 * @param signers whose keys they are, at least one, none of them revoked
 * @param checkpoint what it says
 */
public record SignedCheckpoint(List<TrustedKey> signers, Checkpoint checkpoint) {

  /** Copies the list. */
  public SignedCheckpoint {
    signers = List.copyOf(signers);
  }

  /**
   * Looks for the signers. After a change of key the gateway's earlier checkpoints carry the
   * earlier one, so every trusted key may be it.
   *
   * @param text a checkpoint, or a proof that ends in one
   * @param trust whom to believe
   * @return the checkpoint
   * @throws Malformed when it is none, nobody trusted signed it, or only with revoked keys
   */
  public static SignedCheckpoint open(String text, TrustList trust) throws Malformed {
    String note = LogProof.is(text) ? LogProof.parse(text).checkpoint() : text;
    List<TrustedKey> signers = new ArrayList<>();
    Optional<Checkpoint> checkpoint = Optional.empty();
    Optional<TrustedKey> revoked = Optional.empty();
    for (TrustedKey key : trust.keys()) {
      Optional<Checkpoint> found =
          key.key() instanceof Ed25519Key ed25519
              ? Checkpoint.find(note, ed25519)
              : Optional.empty();
      if (found.isPresent() && key.status() == TrustedKey.Status.REVOKED) {
        revoked = Optional.of(key);
      } else if (found.isPresent()) {
        signers.add(key);
        checkpoint = found;
      }
    }
    if (checkpoint.isEmpty()) {
      throw new Malformed(
          revoked
              .map(key -> "a checkpoint signed with the revoked key of " + key.name())
              .orElse("a checkpoint that nobody in the trust list signed"));
    }
    return new SignedCheckpoint(signers, checkpoint.get());
  }

  /**
   * Who signed, for people.
   *
   * @return the names of the holders, each once
   */
  public String names() {
    return signers.stream().map(TrustedKey::name).distinct().collect(Collectors.joining(" and "));
  }

  /**
   * Why it says nothing about a log. Anybody can sign under any name; without this, one trusted
   * workshop could make another look as if it had rewritten its log.
   *
   * @param holders whose log it is
   * @return one sentence, or empty when one of them signed this, too
   */
  Optional<String> foreignTo(List<TrustedKey> holders) {
    boolean own =
        holders.stream()
            .anyMatch(holder -> signers.stream().anyMatch(s -> s.name().equals(holder.name())));
    return own
        ? Optional.empty()
        : Optional.of(
            "The checkpoint given is signed by "
                + names()
                + ", and this log by "
                + new SignedCheckpoint(holders, checkpoint).names()
                + ": nobody signs for another, whatever name the log bears, so nothing was"
                + " compared.");
  }
}
