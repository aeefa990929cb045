package io.cellwitness.report.jose;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * A compact JWS (RFC 7515 section 7.1) taken apart, nothing of it believed yet.
 *
 * @param alg the header's algorithm: a claim to compare with the key, never a choice
 * @param kid the header's key id
 * @param header the header
 * @param payload the signed bytes
 * @param signature as sent
 * @param signingInput what the signature covers
 */
public record Jws(
    String alg,
    String kid,
    ObjectNode header,
    byte[] payload,
    byte[] signature,
    byte[] signingInput) {

  /** Longest JWS read, bytes. */
  public static final int MAX_BYTES = 4 << 20;

  private static final int MAX_HEADER_BYTES = 16 << 10;

  /** 64 bytes in base64url. */
  private static final int SIGNATURE_CHARACTERS = 86;

  /** How the header of every JWS begins: an opening brace and a quotation mark. */
  private static final String OBJECT = "eyJ";

  private static final Pattern ALPHABET = Pattern.compile("[A-Za-z0-9_-]*");

  /**
   * Takes a compact JWS apart.
   *
   * @param text three base64url parts joined by points; nothing before or after
   * @return its parts
   * @throws Malformed when it is too long, a part is missing, is not strict base64url, the header
   *     is not JSON or names no {@code alg} or {@code kid}, or it demands an extension ({@code
   *     crit}, {@code b64})
   */
  public static Jws parse(String text) throws Malformed {
    if (text.length() > MAX_BYTES) {
      throw new Malformed("longer than " + MAX_BYTES + " characters");
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length < 3 && text.startsWith(OBJECT)) {
      throw new Malformed("it was cut short, its signature is missing");
    }
    if (parts.length != 3) {
      throw new Malformed(
          parts.length
              + (parts.length == 1 ? " part" : " parts")
              + " instead of header.payload.signature");
    }
    byte[] headerBytes = part("header", parts[0]);
    byte[] payload = part("payload", parts[1]);
    byte[] signature = signature(parts[2]);
    ObjectNode header;
    try {
      header = StrictJson.parseObject(headerBytes, MAX_HEADER_BYTES);
    } catch (Malformed e) {
      throw new Malformed("header: " + e.getMessage());
    }
    if (header.has("crit") || header.has("b64")) {
      throw new Malformed("header: it demands an extension that reports do not use");
    }
    if (!header.path("alg").isString() || !header.path("kid").isString()) {
      throw new Malformed("header: no alg or no kid");
    }
    byte[] signingInput =
        text.substring(0, parts[0].length() + 1 + parts[1].length())
            .getBytes(StandardCharsets.US_ASCII);
    return new Jws(
        header.path("alg").asString(),
        header.path("kid").asString(),
        header,
        payload,
        signature,
        signingInput);
  }

  /**
   * What a signer signs.
   *
   * @param header protected header
   * @param payload any bytes
   * @return {@code base64url(header).base64url(payload)}
   */
  static String signingInput(ObjectNode header, byte[] payload) {
    return Base64Url.encode(StrictJson.write(header)) + "." + Base64Url.encode(payload);
  }

  /** A signature that ends in the middle of a byte was cut, not changed. */
  private static byte[] signature(String text) throws Malformed {
    try {
      return Base64Url.decode(text);
    } catch (Malformed e) {
      boolean cut = text.length() < SIGNATURE_CHARACTERS && ALPHABET.matcher(text).matches();
      throw new Malformed(
          cut
              ? "it was cut short, its signature has "
                  + text.length()
                  + " of "
                  + SIGNATURE_CHARACTERS
                  + " characters"
              : "signature: " + e.getMessage());
    }
  }

  private static byte[] part(String name, String text) throws Malformed {
    try {
      return Base64Url.decode(text);
    } catch (Malformed e) {
      throw new Malformed(name + ": " + e.getMessage());
    }
  }
}
