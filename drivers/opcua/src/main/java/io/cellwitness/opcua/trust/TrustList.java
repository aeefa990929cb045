package io.cellwitness.opcua.trust;

import io.cellwitness.api.DriverException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The folders of OPC 10000-12, 7.8: {@code trusted}, {@code issuer} and {@code rejected}, each with
 * {@code certs} and {@code crl}, beside {@code own}. Nothing is trusted that was not put there by a
 * person.
 */
public final class TrustList {

  /** A bound for what is read at each connection. */
  private static final int MAX_FILES = 1000;

  /** A hostile network must not fill the disk with refused certificates. */
  private static final int MAX_REJECTED = 100;

  private final Path pki;

  private TrustList(Path pki) {
    this.pki = pki;
  }

  /**
   * Opens the list, making the folders where they are missing.
   *
   * @param pki the folder above them
   * @return the list
   * @throws IOException when the folders cannot be made
   */
  public static TrustList open(Path pki) throws IOException {
    TrustList list = new TrustList(pki);
    if (!Files.isDirectory(pki)) {
      Files.createDirectories(
          pki, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    for (Path folder :
        List.of(
            list.trustedCerts(),
            list.trustedCrl(),
            list.issuerCerts(),
            list.issuerCrl(),
            list.rejectedCerts())) {
      Files.createDirectories(folder);
    }
    return list;
  }

  /** The folder above all of them. */
  Path pki() {
    return pki;
  }

  private Path trustedCerts() {
    return pki.resolve("trusted").resolve("certs");
  }

  private Path trustedCrl() {
    return pki.resolve("trusted").resolve("crl");
  }

  private Path issuerCerts() {
    return pki.resolve("issuer").resolve("certs");
  }

  private Path issuerCrl() {
    return pki.resolve("issuer").resolve("crl");
  }

  private Path rejectedCerts() {
    return pki.resolve("rejected").resolve("certs");
  }

  /**
   * What is trusted.
   *
   * @return server certificates and authorities
   * @throws IOException when a file is not readable or holds no certificate; it names the file
   */
  public List<X509Certificate> trusted() throws IOException {
    return read(trustedCerts(), CertificateFiles::certificate);
  }

  /**
   * Authorities that complete a chain without being trusted themselves.
   *
   * @return their certificates
   * @throws IOException as {@link #trusted()}
   */
  public List<X509Certificate> issuers() throws IOException {
    return read(issuerCerts(), CertificateFiles::certificate);
  }

  /**
   * Revocation lists of trusted and other authorities.
   *
   * @return the lists
   * @throws IOException as {@link #trusted()}
   */
  public List<X509CRL> revocations() throws IOException {
    List<X509CRL> all = read(trustedCrl(), CertificateFiles::revocations);
    all.addAll(read(issuerCrl(), CertificateFiles::revocations));
    return all;
  }

  /**
   * What was refused.
   *
   * @return the certificates
   * @throws IOException as {@link #trusted()}
   */
  public List<X509Certificate> rejected() throws IOException {
    return read(rejectedCerts(), CertificateFiles::certificate);
  }

  /**
   * Keeps a refused certificate, so that it can be accepted by its fingerprint. The oldest make
   * room.
   *
   * @param certificate the refused one
   * @throws IOException when it cannot be kept
   */
  public void reject(X509Certificate certificate) throws IOException {
    write(rejectedCerts(), certificate);
    List<Path> kept = files(rejectedCerts(), Integer.MAX_VALUE);
    kept.sort(Comparator.comparing(TrustList::modifiedMillis));
    for (int i = 0; i < kept.size() - MAX_REJECTED; i++) {
      Files.deleteIfExists(kept.get(i));
    }
  }

  /**
   * Trusts a certificate.
   *
   * @param what a file, or the SHA-256 of a refused one
   * @return what is trusted now
   * @throws DriverException when there is no such certificate; one sentence
   */
  public X509Certificate add(String what) throws DriverException {
    Optional<X509Certificate> known;
    try {
      String fingerprint = CertificateFiles.normalFingerprint(what);
      List<X509Certificate> seen = rejected();
      seen.addAll(trusted());
      known = find(seen, fingerprint);
    } catch (IOException e) {
      throw unusable("cannot read " + pki, e);
    }
    X509Certificate certificate = known.isPresent() ? known.get() : inFile(what);
    try {
      write(trustedCerts(), certificate);
      Files.deleteIfExists(rejectedCerts().resolve(fileName(certificate)));
      return certificate;
    } catch (IOException e) {
      throw unusable("cannot change " + trustedCerts(), e);
    }
  }

  private X509Certificate inFile(String what) throws DriverException {
    try {
      return CertificateFiles.certificate(Path.of(what));
    } catch (IOException | GeneralSecurityException | InvalidPathException e) {
      throw new DriverException(
          DriverException.Kind.BAD_DATA,
          "'"
              + what
              + "' is neither the SHA-256 of a certificate refused in "
              + rejectedCerts()
              + " nor a certificate file; connect once so that the server's is kept there",
          e);
    }
  }

  private static DriverException unusable(String what, Exception e) {
    return new DriverException(DriverException.Kind.INPUT_OUTPUT, what + ": " + e.getMessage(), e);
  }

  /**
   * Trusts a certificate no longer.
   *
   * @param what its SHA-256
   * @return what is trusted no longer
   * @throws DriverException when it was not trusted; one sentence
   */
  public X509Certificate remove(String what) throws DriverException {
    try {
      String fingerprint = CertificateFiles.normalFingerprint(what);
      for (Path file : files(trustedCerts(), MAX_FILES)) {
        X509Certificate certificate = CertificateFiles.certificate(file);
        if (CertificateFiles.sha256(certificate).equals(fingerprint)) {
          Files.delete(file);
          return certificate;
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      throw unusable("cannot change " + trustedCerts(), e);
    }
    throw new DriverException(
        DriverException.Kind.BAD_DATA,
        "no certificate with SHA-256 " + what + " is trusted in " + trustedCerts());
  }

  private static Optional<X509Certificate> find(List<X509Certificate> all, String fingerprint) {
    return all.stream().filter(c -> CertificateFiles.sha256(c).equals(fingerprint)).findFirst();
  }

  private static void write(Path folder, X509Certificate certificate) throws IOException {
    Path temporary = Files.createTempFile(folder, ".new", ".part");
    try {
      Files.write(temporary, certificate.getEncoded());
      Files.move(
          temporary,
          folder.resolve(fileName(certificate)),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (CertificateEncodingException e) {
      throw new IOException(e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static String fileName(X509Certificate certificate) {
    return CertificateFiles.sha256(certificate) + ".der";
  }

  private static long modifiedMillis(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      // Gone already: then it is the first to leave.
      return Long.MIN_VALUE;
    }
  }

  private static List<Path> files(Path folder, int most) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry) && !entry.getFileName().toString().startsWith(".")) {
          files.add(entry);
        }
        if (files.size() > most) {
          throw new IOException("more than " + most + " files in " + folder);
        }
      }
    }
    return files;
  }

  private interface Parser<T> {
    T parse(Path file) throws IOException, GeneralSecurityException;
  }

  private static <T> List<T> read(Path folder, Parser<T> parser) throws IOException {
    List<T> all = new ArrayList<>();
    for (Path file : files(folder, MAX_FILES)) {
      try {
        all.add(parser.parse(file));
      } catch (GeneralSecurityException e) {
        throw new IOException(file + " holds neither certificate nor revocation list", e);
      }
    }
    return all;
  }
}
