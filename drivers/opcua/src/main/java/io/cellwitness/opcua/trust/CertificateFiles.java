package io.cellwitness.opcua.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** Certificates and keys as files: X.509 in DER or PEM, keys as PKCS#8 in PEM. */
public final class CertificateFiles {

  /** Larger than any certificate, list or key that is read. */
  private static final int MAX_BYTES = 256 << 10;

  private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String KEY_END = "-----END PRIVATE KEY-----";

  private CertificateFiles() {}

  /**
   * Reads a certificate.
   *
   * @param file DER or PEM
   * @return the first certificate in it
   * @throws IOException when it cannot be read
   * @throws GeneralSecurityException when it is no certificate
   */
  public static X509Certificate certificate(Path file)
      throws IOException, GeneralSecurityException {
    return (X509Certificate) factory().generateCertificate(new ByteArrayInputStream(bytes(file)));
  }

  static X509CRL revocations(Path file) throws IOException, GeneralSecurityException {
    return (X509CRL) factory().generateCRL(new ByteArrayInputStream(bytes(file)));
  }

  /**
   * Reads an RSA key.
   *
   * @param file PKCS#8 in PEM, not encrypted
   * @return the key
   * @throws IOException when it cannot be read
   * @throws GeneralSecurityException when it is no such key
   */
  public static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    String text = new String(bytes(file), StandardCharsets.US_ASCII);
    int begin = text.indexOf(KEY_BEGIN);
    int end = text.indexOf(KEY_END);
    if (begin < 0 || end < begin) {
      throw new GeneralSecurityException("no '" + KEY_BEGIN + "' in it");
    }
    try {
      byte[] der =
          Base64.getMimeDecoder().decode(text.substring(begin + KEY_BEGIN.length(), end).strip());
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("its base64 is broken", e);
    }
  }

  /**
   * Writes a key so that it can be read back.
   *
   * @param key any key with a PKCS#8 form
   * @return PEM
   */
  public static String pem(PrivateKey key) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return KEY_BEGIN + "\n" + lines.encodeToString(key.getEncoded()) + "\n" + KEY_END + "\n";
  }

  /**
   * The fingerprint people compare.
   *
   * @param certificate any
   * @return lower-case hex SHA-256 of its DER form
   */
  public static String sha256(X509Certificate certificate) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Whether a text is a SHA-256, with or without colons and spaces.
   *
   * @param text any
   * @return the 64 lower-case digits, or the text as it is
   */
  static String normalFingerprint(String text) {
    String digits = text.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
    return digits.matches("[0-9a-f]{64}") ? digits : text;
  }

  private static CertificateFactory factory() throws CertificateException {
    return CertificateFactory.getInstance("X.509");
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("larger than 256 KiB");
      }
      return bytes;
    }
  }
}
