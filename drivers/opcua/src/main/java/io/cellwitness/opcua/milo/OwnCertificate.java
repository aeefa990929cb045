package io.cellwitness.opcua.milo;

import io.cellwitness.opcua.trust.CertificateFiles;
import io.cellwitness.opcua.trust.CertificateNames;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.time.Period;
import java.util.Objects;
import java.util.Set;
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
      if (!Files.exists(key) || !Files.exists(file)) {
        complete(own, file, key);
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
    if (!publicKey(privateKey).equals(certificate.getPublicKey())) {
      throw new GeneralSecurityException("they do not belong together");
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

  /** One at a time also among processes, so that no two make halves of different pairs. */
  private static void complete(Path own, Path file, Path key)
      throws IOException, GeneralSecurityException {
    Files.createDirectories(own);
    try (FileChannel channel =
            FileChannel.open(
                own.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      Objects.requireNonNull(held);
      if (!Files.exists(key)) {
        if (Files.exists(file)) {
          // A certificate whose key is gone is of no use to anybody.
          Files.move(
              file,
              file.resolveSibling("cellwitness.without-key"),
              StandardCopyOption.REPLACE_EXISTING);
        }
        PrivateKey made = SelfSignedCertificateGenerator.generateRsaKeyPair(KEY_BITS).getPrivate();
        Files.createDirectories(key.getParent(), only("rwx------"));
        write(key, CertificateFiles.pem(made).getBytes(StandardCharsets.US_ASCII));
      }
      if (!Files.exists(file)) {
        // From the key as it lies there, so that a cut between the two leaves nothing to mend.
        Files.createDirectories(file.getParent());
        PrivateKey present = CertificateFiles.privateKey(key);
        write(file, sign(new KeyPair(publicKey(present), present)).getEncoded());
      }
    }
  }

  /** A file is private from its first byte on and complete once it has its name. */
  private static void write(Path file, byte[] bytes) throws IOException {
    Path temporary = Files.createTempFile(file.getParent(), ".own", ".part", only("rw-------"));
    Files.write(temporary, bytes);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileAttribute<Set<PosixFilePermission>> only(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private static PublicKey publicKey(PrivateKey key) throws GeneralSecurityException {
    if (!(key instanceof RSAPrivateCrtKey rsa)) {
      throw new GeneralSecurityException("the key lacks its public exponent");
    }
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
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
