package io.cellwitness.report.log;

import io.cellwitness.report.jose.Ed25519Key;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.PublicJwk;
import io.cellwitness.report.jose.Sha256;
import io.cellwitness.report.jose.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signed statement of how long a log is and which hash stands for it (C2SP tlog-checkpoint, a
 * C2SP signed-note with one Ed25519 signature).
 *
 * @param origin name of the log: the gateway's id
 * @param size number of entries
 * @param root 32 bytes
 */
public record Checkpoint(String origin, long size, byte[] root) {

  private static final int MAX_CHARACTERS = 4096;
  private static final byte ED25519 = 1;
  private static final int HASH_BYTES = 4;
  private static final Pattern ORIGIN = Pattern.compile("[^\\s+\\p{Cntrl}]{1,200}");
  private static final Pattern NOTE =
      Pattern.compile(
          // Lines behind the root are for whoever understands them; they are signed with the rest.
          "(([^\\s+]{1,200})\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]{43}=)\n"
              + "(?:[^\\p{Cntrl}\u2014][^\\p{Cntrl}]{0,500}\n){0,8})"
              + "\n((?:\u2014 [^\\s+]{1,200} [A-Za-z0-9+/]{1,2000}={0,2}\n){1,16})");

  /** Rejects names that the format cannot carry and roots that are no SHA-256. */
  public Checkpoint {
    if (!ORIGIN.matcher(origin).matches()) {
      throw new IllegalArgumentException("the name of a log has no spaces and no plus sign");
    }
    if (size < 0 || root.length != 32) {
      throw new IllegalArgumentException("a log has a size and a root of 32 bytes");
    }
  }

  /**
   * Its size in words.
   *
   * @return {@code 1 entry} or {@code 2 entries}
   */
  public String entries() {
    return size + (size == 1 ? " entry" : " entries");
  }

  /**
   * Signs.
   *
   * @param key the gateway's key
   * @return the note, UTF-8 text
   */
  public String sign(SigningKey key) {
    byte[] signature = key.sign(body().getBytes(StandardCharsets.UTF_8));
    byte[] hash = keyHash(origin, key.publicKey());
    byte[] both = Arrays.copyOf(hash, hash.length + signature.length);
    System.arraycopy(signature, 0, both, hash.length, signature.length);
    return body() + "\n\u2014 " + origin + " " + Base64.getEncoder().encodeToString(both) + "\n";
  }

  /**
   * Reads a note and checks its signature.
   *
   * @param note exactly
   * @param key whose signature it should carry
   * @return the checkpoint
   * @throws Malformed when it is no such note, or the signature does not fit
   */
  public static Checkpoint open(String note, Ed25519Key key) throws Malformed {
    return find(note, key)
        .orElseThrow(() -> new Malformed("a checkpoint that this key did not sign"));
  }

  /**
   * Reads a note if a key signed it under the name of the log. Signatures of others, such as
   * witnesses, may stand beside it and are not looked at.
   *
   * @param note exactly
   * @param key whose signature is looked for
   * @return the checkpoint, or empty when the key did not sign it
   * @throws Malformed when it is no such note
   */
  public static Optional<Checkpoint> find(String note, Ed25519Key key) throws Malformed {
    Matcher parts = NOTE.matcher(note);
    if (note.length() > MAX_CHARACTERS || !parts.matches()) {
      throw new Malformed("not a checkpoint");
    }
    String origin = parts.group(2);
    for (String line : parts.group(5).split("\n")) {
      String[] words = line.split(" ");
      byte[] both = HashLines.decode(words[2]);
      if (words[1].equals(origin)
          && both.length == HASH_BYTES + PublicJwk.SIGNATURE_BYTES
          && Arrays.equals(Arrays.copyOf(both, HASH_BYTES), keyHash(origin, key))
          && key.verifies(
              parts.group(1).getBytes(StandardCharsets.UTF_8),
              Arrays.copyOfRange(both, HASH_BYTES, both.length))) {
        return Optional.of(
            new Checkpoint(
                origin, Long.parseLong(parts.group(3)), HashLines.decode(parts.group(4))));
      }
    }
    return Optional.empty();
  }

  private String body() {
    return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
  }

  /** C2SP signed-note: the first four bytes of SHA-256(name, line feed, algorithm, key). */
  static byte[] keyHash(String name, Ed25519Key key) {
    byte[] start = (name + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(start, start.length + 1 + Ed25519Key.KEY_BYTES);
    all[start.length] = ED25519;
    System.arraycopy(key.encoded(), 0, all, start.length + 1, Ed25519Key.KEY_BYTES);
    return Arrays.copyOf(Sha256.of(all), HASH_BYTES);
  }
}
