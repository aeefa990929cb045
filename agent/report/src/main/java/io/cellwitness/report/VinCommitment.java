package io.cellwitness.report;

import io.cellwitness.report.jose.Base64Url;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A VIN, or the own number of a pack that has none, promised but not shown, the way of SD-JWT (RFC
 * 9901 section 4.2): the signed report holds only {@link #digest()}; the owner shows the disclosure
 * to whom he likes, or to nobody.
 *
 * @param disclosure base64url of the JSON array {@code [salt, "vin", VIN]} or {@code [salt,
 *     "packId", NUMBER]}
 */
public record VinCommitment(String disclosure) {

  private static final int SALT_BYTES = 16;
  private static final int MAX_CHARACTERS = 512;
  private static final Pattern DISCLOSED =
      Pattern.compile(
          "\\[\"[A-Za-z0-9_-]{22,86}\", ?(?:\"vin\", ?\"([A-Z0-9]{5,20})\""
              + "|\"packId\", ?\"([!#-\\[\\]-~][ !#-\\[\\]-~]{0,127})\")]");

  /**
   * Commits to a VIN.
   *
   * @param vin vehicle identification number
   * @param random source of the 128-bit salt; without salt a VIN could be guessed from its digest
   * @return the commitment
   * @throws IllegalArgumentException when it holds anything but letters and digits; the text does
   *     not repeat it
   */
  public static VinCommitment to(String vin, SecureRandom random) {
    return to("vin", vin, random, "a VIN holds 5 to 20 letters and digits only");
  }

  /**
   * Commits to the number of a pack that has no VIN.
   *
   * @param packId see {@link io.cellwitness.api.VehicleFacts#isPackId}
   * @param random source of the salt
   * @return the commitment
   * @throws IllegalArgumentException when it is none; the text does not repeat it
   */
  public static VinCommitment toPack(String packId, SecureRandom random) {
    return to("packId", packId, random, "not the number of a pack");
  }

  private static VinCommitment to(
      String claim, String identity, SecureRandom random, String otherwise) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    String array =
        "[\"" + Base64Url.encode(salt) + "\", \"" + claim + "\", \"" + normal(identity) + "\"]";
    if (!DISCLOSED.matcher(array).matches()) {
      throw new IllegalArgumentException(otherwise);
    }
    return new VinCommitment(Base64Url.encode(array.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads a disclosure file.
   *
   * @param text its content; white space around it is ignored
   * @return the commitment
   * @throws Malformed when it is no disclosure of a VIN
   */
  public static VinCommitment parse(String text) throws Malformed {
    String stripped = text.strip();
    if (stripped.length() > MAX_CHARACTERS) {
      throw new Malformed("longer than a disclosure of a VIN");
    }
    String array = new String(Base64Url.decode(stripped), StandardCharsets.UTF_8);
    if (!DISCLOSED.matcher(array).matches()) {
      throw new Malformed("not a disclosure of a VIN");
    }
    return new VinCommitment(stripped);
  }

  /**
   * What stands in the signed report.
   *
   * @return base64url of SHA-256 over the ASCII disclosure
   */
  public String digest() {
    return Base64Url.encode(Sha256.of(disclosure.getBytes(StandardCharsets.US_ASCII)));
  }

  /**
   * The VIN or the pack's number itself. Not for logs, topics, file names or error texts.
   *
   * @return in upper case
   */
  public String vin() {
    Matcher disclosed = disclosed();
    return disclosed.group(1) == null ? disclosed.group(2) : disclosed.group(1);
  }

  /**
   * What kind of number it is.
   *
   * @return true for a pack's own number, false for a VIN
   */
  public boolean ofPack() {
    return disclosed().group(1) == null;
  }

  private Matcher disclosed() {
    try {
      Matcher matcher =
          DISCLOSED.matcher(new String(Base64Url.decode(disclosure), StandardCharsets.UTF_8));
      if (!matcher.matches()) {
        throw new IllegalStateException("a commitment made without its factories");
      }
      return matcher;
    } catch (Malformed e) {
      throw new IllegalStateException("a commitment made without its factories", e);
    }
  }

  /**
   * Whether a VIN is the one committed to.
   *
   * @param other as a person typed it; case and surrounding white space do not matter
   * @return true when equal
   */
  public boolean isOf(String other) {
    return vin().equals(normal(other));
  }

  /** Says nothing: a commitment printed by accident must not give the VIN away. */
  @Override
  public String toString() {
    return "VinCommitment[" + digest() + "]";
  }

  private static String normal(String vin) {
    return vin.strip().toUpperCase(Locale.ROOT);
  }
}
