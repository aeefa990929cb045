package io.cellwitness.report.log;

import io.cellwitness.report.jose.Malformed;
import java.util.List;

/**
 * Proof that a log only grew, as a file: the body that C2SP tlog-witness sends to a witness, which
 * is the earlier size, the hashes, an empty line and the later checkpoint.
 *
 * @param oldSize entries of the earlier log
 * @param hashes from {@link MerkleTree#consistency}, at most 63 of 32 bytes
 * @param checkpoint signed note of the later log
 */
public record Growth(long oldSize, List<byte[]> hashes, String checkpoint) {

  /** Copies the list. */
  public Growth {
    hashes = List.copyOf(hashes);
  }

  /**
   * The proof as a file.
   *
   * @return UTF-8 text
   */
  public String text() {
    return "old " + oldSize + "\n" + HashLines.write(hashes) + "\n" + checkpoint;
  }

  /**
   * Reads a proof; nothing of it is believed yet.
   *
   * @param text the file, exactly
   * @return its parts
   * @throws Malformed when it is no such file
   */
  public static Growth parse(String text) throws Malformed {
    int end = text.indexOf("\n\n");
    if (text.length() > LogProof.MAX_BYTES || end < 0) {
      throw new Malformed("not a proof of consistency");
    }
    List<String> lines = List.of(text.substring(0, end).split("\n", -1));
    return new Growth(
        HashLines.number("old", lines.get(0)),
        HashLines.parse(lines.subList(1, lines.size())),
        text.substring(end + 2));
  }

  /**
   * Whether the earlier log is the beginning of the later one. Both checkpoints must be believed
   * already.
   *
   * @param earlier the smaller one
   * @param later the larger one
   * @return true only when this proof says so of these two
   */
  public boolean connects(Checkpoint earlier, Checkpoint later) {
    return earlier.origin().equals(later.origin())
        && earlier.size() == oldSize
        && MerkleProof.consistent(oldSize, earlier.root(), later.size(), later.root(), hashes);
  }
}
