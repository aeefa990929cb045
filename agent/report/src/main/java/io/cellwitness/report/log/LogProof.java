package io.cellwitness.report.log;

import io.cellwitness.report.jose.Ed25519Key;
import io.cellwitness.report.jose.Malformed;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Proof that a report stands in its gateway's log, as a file beside the report (C2SP tlog-proof: a
 * first line, the index, the hashes, an empty line, the checkpoint).
 *
 * @param index place of the report, from 0
 * @param hashes from {@link MerkleTree#inclusion}, at most 64 of 32 bytes
 * @param checkpoint signed note of the log it is in
 */
public record LogProof(long index, List<byte[]> hashes, String checkpoint) {

  /** Longest file read, bytes. */
  public static final int MAX_BYTES = 16 << 10;

  private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
  private static final Pattern INDEX = Pattern.compile("index (0|[1-9][0-9]{0,17})");
  private static final Pattern HASH = Pattern.compile("[A-Za-z0-9+/]{43}=");
  private static final int MAX_HASHES = 64;

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
    StringBuilder text = new StringBuilder(FIRST_LINE + "\nindex " + index + "\n");
    for (byte[] hash : hashes) {
      text.append(Base64.getEncoder().encodeToString(hash)).append('\n');
    }
    return text.append('\n').append(checkpoint).toString();
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
    String[] lines = text.substring(0, end).split("\n", -1);
    if (lines.length < 2
        || lines.length > 2 + MAX_HASHES
        || !lines[0].equals(FIRST_LINE)
        || !INDEX.matcher(lines[1]).matches()) {
      throw new Malformed("not a " + FIRST_LINE + " file");
    }
    List<byte[]> hashes = new ArrayList<>();
    for (String line : List.of(lines).subList(2, lines.length)) {
      if (!HASH.matcher(line).matches()) {
        throw new Malformed("a line that is no hash of 32 bytes");
      }
      byte[] hash = Base64.getDecoder().decode(line);
      if (!Base64.getEncoder().encodeToString(hash).equals(line)) {
        throw new Malformed("base64 with unused bits that are not zero");
      }
      hashes.add(hash);
    }
    long index = Long.parseLong(lines[1].substring("index ".length()));
    return new LogProof(index, hashes, text.substring(end + 2));
  }

  /**
   * What speaks against it.
   *
   * @param entry SHA-256 of the report's payload, 32 bytes
   * @param sequence the report's number in its chain, from 1: its place in the log
   * @param origin the gateway's id: the name of its log
   * @param key the gateway's key
   * @return one sentence, or empty when the report stands in the log
   */
  public Optional<String> objection(byte[] entry, long sequence, String origin, Ed25519Key key) {
    Checkpoint head;
    try {
      head = Checkpoint.open(checkpoint, key);
    } catch (Malformed e) {
      return Optional.of("Its checkpoint does not hold: " + e.getMessage() + ".");
    }
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
