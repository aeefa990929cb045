package io.cellwitness.report.trust;

import io.cellwitness.report.jose.Ed25519Key;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.log.Checkpoint;
import io.cellwitness.report.log.LogProof;
import java.util.Optional;

/**
 * A checkpoint that a key of the trust list signed.
 *
 * @param signer whose key it is
 * @param checkpoint what it says
 */
public record SignedCheckpoint(TrustedKey signer, Checkpoint checkpoint) {

  /**
   * Looks for the signer. After a change of key the gateway's earlier checkpoints carry the earlier
   * one, so every trusted key may be it.
   *
   * @param text a checkpoint, or a proof that ends in one
   * @param trust whom to believe
   * @return the checkpoint
   * @throws Malformed when it is none, nobody trusted signed it, or the key was revoked
   */
  public static SignedCheckpoint open(String text, TrustList trust) throws Malformed {
    String note = LogProof.is(text) ? LogProof.parse(text).checkpoint() : text;
    for (TrustedKey key : trust.keys()) {
      Optional<Checkpoint> found =
          key.key() instanceof Ed25519Key ed25519
              ? Checkpoint.find(note, ed25519)
              : Optional.empty();
      if (found.isPresent()) {
        if (key.status() == TrustedKey.Status.REVOKED) {
          throw new Malformed("a checkpoint signed with the revoked key of " + key.name());
        }
        return new SignedCheckpoint(key, found.get());
      }
    }
    throw new Malformed("a checkpoint that nobody in the trust list signed");
  }
}
