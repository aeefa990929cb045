package io.cellwitness.report.log;

import io.cellwitness.report.jose.Malformed;
import java.util.List;
import java.util.Optional;

/**
 * Proof that a report stands in its gateway's log, as a file beside the report (C2SP tlog-proof: a
 * first line, the index, the hashes, an empty line, the checkpoint).
 *
 * @param index place of the report, from 0
 * @param hashes from {@link MerkleTree#inclusion}, at most 63 of 32 bytes
 * @param checkpoint signed note of the log it is in
 */
public record LogProof(long index, List<byte[]> hashes, String checkpoint) {

  /** Longest file read, bytes. */
  public static final int MAX_BYTES = 16 << 10;

  private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";

  /** Copies the list. */
  public LogProof {
    hashes = List.copyOf(hashes);
  }

  /**
   * The proof as a file.
   *
   * @return UTF-8 text
   */
  public String text() {
    return FIRST_LINE + "\nindex " + index + "\n" + HashLines.write(hashes) + "\n" + checkpoint;
  }

  /**
   * Whether a text says that it is such a file.
   *
   * @param text of a file
   * @return true when its first line says so
   */
  public static boolean is(String text) {
    return text.startsWith(FIRST_LINE + "\n");
  }

  /**
   * Reads a proof; nothing of it is believed yet.
   *
   * @param text the file, exactly
   * @return its parts
   * @throws Malformed when it is no such file
   */
  public static LogProof parse(String text) throws Malformed {
    int end = text.indexOf("\n\n");
    if (text.length() > MAX_BYTES || end < 0) {
      throw new Malformed("not a " + FIRST_LINE + " file");
    }
    List<String> lines = List.of(text.substring(0, end).split("\n", -1));
    if (lines.size() < 2 || !lines.get(0).equals(FIRST_LINE)) {
      throw new Malformed("not a " + FIRST_LINE + " file");
    }
    return new LogProof(
        HashLines.number("index", lines.get(1)),
        HashLines.parse(lines.subList(2, lines.size())),
        text.substring(end + 2));
  }

  /**
   * What speaks against it.
   *
   * @param entry SHA-256 of the report's payload, 32 bytes
   * @param sequence the report's number in its chain, from 1: its place in the log
   * @param origin the gateway's id: the name of its log
   * @param head its checkpoint, opened under a key that is believed
   * @return one sentence, or empty when the report stands in the log
   */
  public Optional<String> objection(byte[] entry, long sequence, String origin, Checkpoint head) {
    if (!head.origin().equals(origin)) {
      return Optional.of("The proof is from the log of another gateway.");
    }
    if (index != sequence - 1) {
      return Optional.of(
          "The proof is for entry " + (index + 1) + ", the report is number " + sequence + ".");
    }
    return MerkleProof.included(entry, index, head.size(), head.root(), hashes)
        ? Optional.empty()
        : Optional.of("The report does not stand in the log at its place.");
  }
}
