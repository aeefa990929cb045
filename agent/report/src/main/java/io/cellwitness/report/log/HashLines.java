package io.cellwitness.report.log;

import io.cellwitness.report.jose.Malformed;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** The hashes of a proof, one a line, as the files of C2SP carry them. */
final class HashLines {

  private static final Pattern HASH = Pattern.compile("[A-Za-z0-9+/]{43}=");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final int MAX_HASHES = 63;

  private HashLines() {}

  static String write(List<byte[]> hashes) {
    StringBuilder text = new StringBuilder();
    for (byte[] hash : hashes) {
      text.append(Base64.getEncoder().encodeToString(hash)).append('\n');
    }
    return text.toString();
  }

  static List<byte[]> parse(List<String> lines) throws Malformed {
    if (lines.size() > MAX_HASHES) {
      throw new Malformed("more than " + MAX_HASHES + " hashes");
    }
    List<byte[]> hashes = new ArrayList<>();
    for (String line : lines) {
      if (!HASH.matcher(line).matches()) {
        throw new Malformed("a line that is no hash of 32 bytes");
      }
      hashes.add(decode(line));
    }
    return hashes;
  }

  /** A number behind its word, without leading zeros. */
  static long number(String word, String line) throws Malformed {
    String digits = line.startsWith(word + " ") ? line.substring(word.length() + 1) : "";
    if (!NUMBER.matcher(digits).matches()) {
      throw new Malformed("no line '" + word + "' with a number");
    }
    return Long.parseLong(digits);
  }

  /** Base64 in its one canonical form. */
  static byte[] decode(String base64) throws Malformed {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      if (Base64.getEncoder().encodeToString(bytes).equals(base64)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new Malformed("no base64");
    }
    throw new Malformed("base64 with unused bits that are not zero");
  }
}
