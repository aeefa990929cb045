package io.cellwitness.gateway.mqtt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Certificates and key from PEM files, read anew for each connection. TLS 1.2 and 1.3. */
final class TlsMaterial {

  private static final char[] NO_PASSWORD = new char[0];
  private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String KEY_END = "-----END PRIVATE KEY-----";

  private TlsMaterial() {}

  static SSLSocketFactory socketFactory(MqttSettings settings) throws UplinkException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(settings), trustManagers(settings), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new UplinkException(
          UplinkException.Kind.CONFIGURATION,
          "TLS to " + settings.hostAndPort() + " cannot be set up; check the certificate files",
          e);
    }
  }

  /** Null means the system's trust store, as the JDK wants it. */
  private static TrustManager[] trustManagers(MqttSettings settings)
      throws UplinkException, GeneralSecurityException, IOException {
    if (settings.caFile().isEmpty()) {
      return null;
    }
    Path file = settings.caFile().get();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    int number = 0;
    for (Certificate certificate : certificates(file, "CA file")) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keyManagers(MqttSettings settings)
      throws UplinkException, GeneralSecurityException, IOException {
    if (settings.certificateFile().isEmpty() || settings.keyFile().isEmpty()) {
      return null;
    }
    Path file = settings.certificateFile().get();
    Certificate[] chain = certificates(file, "client certificate").toArray(new Certificate[0]);
    try {
      if (chain[0] instanceof X509Certificate own) {
        own.checkValidity();
      }
    } catch (CertificateExpiredException e) {
      throw new UplinkException(
          UplinkException.Kind.CONFIGURATION,
          "the client certificate " + file + " has expired; renew it",
          e);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    store.setKeyEntry("client", privateKey(settings.keyFile().get()), NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static Collection<? extends Certificate> certificates(Path file, String what)
      throws UplinkException {
    try {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
      if (certificates.isEmpty()) {
        throw wrong(what, file, "holds no certificate", null);
      }
      return certificates;
    } catch (IOException e) {
      throw wrong(what, file, "cannot be read", e);
    } catch (GeneralSecurityException e) {
      throw wrong(what, file, "is not a PEM file of certificates", e);
    }
  }

  private static PrivateKey privateKey(Path file) throws UplinkException {
    String pem;
    try {
      pem = Files.readString(file, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw wrong("client key", file, "cannot be read", e);
    }
    int begin = pem.indexOf(KEY_BEGIN);
    int end = pem.indexOf(KEY_END);
    if (begin < 0 || end < begin) {
      throw wrong(
          "client key",
          file,
          "is not PKCS#8 (convert it with openssl pkcs8 -topk8 -nocrypt)",
          null);
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + KEY_BEGIN.length(), end));
      for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
        PrivateKey key = tryKey(algorithm, der);
        if (key != null) {
          return key;
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw wrong("client key", file, "is damaged", e);
    }
    throw wrong("client key", file, "is neither RSA nor EC nor Ed25519", null);
  }

  private static PrivateKey tryKey(String algorithm, byte[] der) throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (InvalidKeySpecException e) {
      // PKCS#8 names its algorithm only inside; the next one is tried.
      return null;
    }
  }

  private static UplinkException wrong(String what, Path file, String how, Exception cause) {
    return new UplinkException(
        UplinkException.Kind.CONFIGURATION, "the " + what + " " + file + " " + how, cause);
  }
}
