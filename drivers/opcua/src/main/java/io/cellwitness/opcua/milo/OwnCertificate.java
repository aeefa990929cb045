package io.cellwitness.opcua.milo;

import io.cellwitness.opcua.trust.CertificateFiles;
import io.cellwitness.opcua.trust.CertificateNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.Period;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/**
 * This gateway's own key and certificate, made at first use. The application URI is random, so that
 * it tells nothing of the machine or the workshop.
 *
 * @param certificate self-signed unless the operator put another there
 * @param keys its pair
 * @param applicationUri the URI in its subject alternative name
 * @param file where the certificate lies, to be given to servers
 */
record OwnCertificate(X509Certificate certificate, KeyPair keys, String applicationUri, Path file) {

  private static final int KEY_BITS = 2048;
  private static final Period VALIDITY = Period.ofYears(10);

  /**
   * Loads or makes the certificate.
   *
   * @param pki the folder above {@code own}
   * @param now to see whether it expired
   * @return the certificate
   * @throws IOException one sentence naming the file that cannot be read or written
   */
  static synchronized OwnCertificate in(Path pki, Instant now) throws IOException {
    Path own = pki.resolve("own");
    Path file = own.resolve("certs").resolve("cellwitness.der");
    Path key = own.resolve("private").resolve("cellwitness.pem");
    try {
      if (!Files.exists(key) && !Files.exists(file)) {
        make(file, key);
      }
      return load(file, key, now);
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "the gateway's own OPC UA certificate "
              + file
              + " or key "
              + key
              + " cannot be used ("
              + e.getMessage()
              + "); move both aside and new ones are made",
          e);
    }
  }

  private static OwnCertificate load(Path file, Path key, Instant now)
      throws IOException, GeneralSecurityException {
    X509Certificate certificate = CertificateFiles.certificate(file);
    PrivateKey privateKey = CertificateFiles.privateKey(key);
    if (now.isAfter(certificate.getNotAfter().toInstant())) {
      throw new GeneralSecurityException("expired on " + certificate.getNotAfter().toInstant());
    }
    CertificateNames names = CertificateNames.of(certificate);
    if (names.uris().isEmpty()) {
      throw new GeneralSecurityException("it names no application URI");
    }
    return new OwnCertificate(
        certificate,
        new KeyPair(certificate.getPublicKey(), privateKey),
        names.uris().get(0),
        file);
  }

  private static void make(Path file, Path key) throws IOException, GeneralSecurityException {
    KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(KEY_BITS);
    X509Certificate certificate = sign(keys);
    Files.createDirectories(file.getParent());
    Path folder = key.getParent();
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    // The key is private from its first byte on and complete once it has its name.
    Path temporary =
        Files.createTempFile(
            folder,
            ".key",
            ".part",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(temporary, CertificateFiles.pem(keys.getPrivate()));
    Files.write(file, certificate.getEncoded());
    Files.move(temporary, key, StandardCopyOption.ATOMIC_MOVE);
  }

  private static X509Certificate sign(KeyPair keys) throws GeneralSecurityException {
    try {
      return new SelfSignedCertificateBuilder(keys)
          .setCommonName("CellWitness")
          .setOrganization("CellWitness gateway")
          .setApplicationUri("urn:cellwitness:gateway:" + UUID.randomUUID())
          .setValidityPeriod(VALIDITY)
          .build();
    } catch (Exception e) {
      // The builder declares nothing narrower.
      throw new GeneralSecurityException(e);
    }
  }
}
