package io.cellwitness.report.jose;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** An Ed25519 key that signs. Its text form is PKCS#8 PEM, as OpenSSL reads and writes it. */
public final class SigningKey {

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private final PrivateKey secret;
  private final Ed25519Key publicKey;

  private SigningKey(PrivateKey secret, Ed25519Key publicKey) {
    this.secret = secret;
    this.publicKey = publicKey;
  }

  /**
   * Makes a new key from the platform's strong randomness.
   *
   * @return the key
   */
  public static SigningKey generate() {
    try {
      var pair = java.security.KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return of(pair.getPrivate());
    } catch (GeneralSecurityException | Malformed e) {
      throw new IllegalStateException("this Java makes no usable Ed25519 keys", e);
    }
  }

  /**
   * Reads a key.
   *
   * @param pem PKCS#8, not encrypted
   * @return the key
   * @throws Malformed when it is something else
   */
  public static SigningKey fromPem(String pem) throws Malformed {
    String text = pem.strip();
    if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
      throw new Malformed("no PEM block named PRIVATE KEY");
    }
    byte[] der = null;
    try {
      String body = text.substring(BEGIN.length(), text.length() - END.length());
      der = Base64.getDecoder().decode(body.replaceAll("\\s", ""));
      return of(KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der)));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new Malformed("no Ed25519 key in the PEM block");
    } finally {
      if (der != null) {
        Arrays.fill(der, (byte) 0);
      }
    }
  }

  /**
   * The key as text. Whoever has it can sign in this gateway's name.
   *
   * @return PKCS#8 PEM, ending in a line feed
   */
  public String toPem() {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(secret.getEncoded());
    return BEGIN + "\n" + body + "\n" + END + "\n";
  }

  /**
   * The public half.
   *
   * @return never null
   */
  public Ed25519Key publicKey() {
    return publicKey;
  }

  /**
   * Signs (RFC 8032, deterministic).
   *
   * @param message any bytes
   * @return exactly 64 bytes
   */
  public byte[] sign(byte[] message) {
    byte[] signature = rawSign(secret, message);
    if (signature.length != Ed25519Key.SIGNATURE_BYTES) {
      throw new IllegalStateException("Ed25519 signature of " + signature.length + " bytes");
    }
    return signature;
  }

  /**
   * Signs as a compact JWS.
   *
   * @param typ media type of the whole, for example {@code vc+jwt}
   * @param cty media type of the payload, for example {@code vc}
   * @param payload any bytes
   * @return the JWS text
   */
  public String signCompact(String typ, String cty, byte[] payload) {
    ObjectNode header =
        StrictJson.object()
            .put("alg", "Ed25519")
            .put("kid", publicKey.thumbprint())
            .put("typ", typ)
            .put("cty", cty);
    String input = Jws.signingInput(header, payload);
    return input + "." + Base64Url.encode(sign(input.getBytes(StandardCharsets.US_ASCII)));
  }

  private static SigningKey of(PrivateKey secret) throws Malformed {
    byte[] seed =
        ((EdECPrivateKey) secret)
            .getBytes()
            .orElseThrow(() -> new Malformed("a key that does not show its bytes"));
    Ed25519Key publicKey = Ed25519Key.of(SeedToPublic.publicKey(seed));
    Arrays.fill(seed, (byte) 0);
    byte[] probe = "key pair check".getBytes(StandardCharsets.US_ASCII);
    if (!publicKey.verifies(probe, rawSign(secret, probe))) {
      throw new Malformed("a key that does not fit its public half");
    }
    return new SigningKey(secret, publicKey);
  }

  private static byte[] rawSign(PrivateKey secret, byte[] message) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(secret);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot sign with Ed25519", e);
    }
  }
}
