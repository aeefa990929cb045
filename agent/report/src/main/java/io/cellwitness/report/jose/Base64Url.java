package io.cellwitness.report.jose;

import java.util.Base64;

/**
 * Base64url without padding (RFC 4648 section 5, RFC 7515 section 2), strict: one text for each
 * sequence of bytes, so that a changed character is never a different spelling of the same bytes.
 */
public final class Base64Url {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Base64Url() {}

  /**
   * Encodes.
   *
   * @param bytes any bytes
   * @return text without padding
   */
  public static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /**
   * Decodes.
   *
   * @param text letters, digits, {@code -} and {@code _} only
   * @return the bytes
   * @throws Malformed on any other character, padding, an impossible length or trailing bits that
   *     are not zero
   */
  public static byte[] decode(String text) throws Malformed {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed =
          c >= 'A' && c <= 'Z'
              || c >= 'a' && c <= 'z'
              || c >= '0' && c <= '9'
              || c == '-'
              || c == '_';
      if (!allowed) {
        throw new Malformed("a character that base64url does not have");
      }
    }
    if (text.length() % 4 == 1) {
      throw new Malformed("base64url of an impossible length");
    }
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (!encode(bytes).equals(text)) {
      throw new Malformed("base64url with unused bits that are not zero");
    }
    return bytes;
  }
}
