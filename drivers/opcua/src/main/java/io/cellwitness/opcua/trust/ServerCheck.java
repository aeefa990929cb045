package io.cellwitness.opcua.trust;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a server's certificate is accepted, in the order of OPC 10000-4, 6.1.3, table
 * 106: structure, validity, host name, application URI, trust. What is wrong with the certificate
 * itself comes before trust, because trusting it would not mend that.
 */
public final class ServerCheck {

  /** OPC 10000-7, security policies of 2017: RSA keys of 2,048 to 4,096 bits. */
  private static final int MIN_KEY_BITS = 2048;

  private static final int MAX_KEY_BITS = 4096;

  private static final int MAX_CHAIN = 10;

  private final TrustList list;

  /**
   * A check against one list.
   *
   * @param list read anew at each check, so that an addition takes effect at once
   */
  public ServerCheck(TrustList list) {
    this.list = list;
  }

  /**
   * Checks a server's certificate.
   *
   * @param chain the server's certificate first, its authorities after
   * @param now the date to judge validity by
   * @param host the host it must name; empty to leave that out
   * @param applicationUri the application URI it must name; empty to leave that out
   * @return why it is refused, one sentence; empty when it is accepted
   * @throws IOException when the list cannot be read
   */
  public Optional<String> refusal(
      List<X509Certificate> chain,
      Instant now,
      Optional<String> host,
      Optional<String> applicationUri)
      throws IOException {
    if (chain.isEmpty() || chain.size() > MAX_CHAIN) {
      return Optional.of("the server sent no usable certificate; give it one");
    }
    X509Certificate leaf = chain.get(0);
    Optional<String> defect = defect(leaf, now, host, applicationUri);
    if (defect.isPresent()) {
      return defect;
    }
    if (trusted(chain, now)) {
      return Optional.empty();
    }
    list.reject(leaf);
    String sha256 = CertificateFiles.sha256(leaf);
    return Optional.of(
        "the server's certificate is not trusted: compare its SHA-256 "
            + sha256
            + " with the one the server shows, then accept it with 'cellwitness trust add opcua "
            + sha256
            + StateFolder.option(list.pki())
            + "'");
  }

  private static Optional<String> defect(
      X509Certificate leaf, Instant now, Optional<String> host, Optional<String> applicationUri) {
    if (!(leaf.getPublicKey() instanceof RSAPublicKey key)
        || key.getModulus().bitLength() < MIN_KEY_BITS
        || !leaf.getSigAlgName().startsWith("SHA256")
            && !leaf.getSigAlgName().startsWith("SHA384")
            && !leaf.getSigAlgName().startsWith("SHA512")
            && !leaf.getSigAlgName().equals("RSASSA-PSS")) {
      return Optional.of(
          "the server's certificate is too weak ("
              + leaf.getSigAlgName()
              + "): give the server one with an RSA key of 2048 bits or more and SHA-256");
    }
    if (key.getModulus().bitLength() > MAX_KEY_BITS) {
      return Optional.of(
          "the server's certificate has an RSA key of "
              + key.getModulus().bitLength()
              + " bits: give the server one of 2048 to 4096");
    }
    if (now.isAfter(leaf.getNotAfter().toInstant())) {
      return Optional.of(
          "the server's certificate expired on "
              + leaf.getNotAfter().toInstant()
              + ": renew it on the server");
    }
    if (now.isBefore(leaf.getNotBefore().toInstant())) {
      return Optional.of(
          "the server's certificate is valid only from "
              + leaf.getNotBefore().toInstant()
              + ": check the date of this machine and of the server");
    }
    CertificateNames names = CertificateNames.of(leaf);
    if (host.isPresent() && !names.names(host.get())) {
      return Optional.of(
          "the server's certificate is for "
              + (names.hosts().isEmpty() ? "no host" : String.join(", ", names.hosts()))
              + " and not for "
              + host.get()
              + ": dial that name, or set \"serverName\" if this is the right machine");
    }
    if (applicationUri.isPresent() && !names.uris().contains(applicationUri.get())) {
      return Optional.of(
          "the server's certificate is for the application "
              + (names.uris().isEmpty() ? "(none)" : String.join(", ", names.uris()))
              + " and not for "
              + applicationUri.get()
              + ": give the server a certificate of its own");
    }
    return Optional.empty();
  }

  private boolean trusted(List<X509Certificate> chain, Instant now) throws IOException {
    X509Certificate leaf = chain.get(0);
    List<X509Certificate> trusted = list.trusted();
    if (trusted.contains(leaf) && selfSigned(leaf)) {
      return true;
    }
    List<X509Certificate> known = new ArrayList<>(trusted);
    known.addAll(list.issuers());
    Set<TrustAnchor> roots = new HashSet<>();
    for (X509Certificate certificate : known) {
      if (selfSigned(certificate)) {
        roots.add(new TrustAnchor(certificate, null));
      }
    }
    if (roots.isEmpty()) {
      return trusted.contains(leaf) && leafOnly(leaf, now);
    }
    Optional<List<X509Certificate>> path = path(chain, known, roots, now);
    // The chain must be whole, and somebody on it must have been trusted by a person.
    return path.isPresent()
        ? path.get().stream().anyMatch(trusted::contains)
        : trusted.contains(leaf) && leafOnly(leaf, now);
  }

  /** A leaf of an unknown authority that a person trusted by itself, unless it was revoked. */
  private boolean leafOnly(X509Certificate leaf, Instant now) throws IOException {
    for (X509CRL revoked : list.revocations()) {
      if (revoked.getIssuerX500Principal().equals(leaf.getIssuerX500Principal())
          && revoked.isRevoked(leaf)
          && !revoked.getThisUpdate().toInstant().isAfter(now)) {
        return false;
      }
    }
    return true;
  }

  private Optional<List<X509Certificate>> path(
      List<X509Certificate> chain, List<X509Certificate> known, Set<TrustAnchor> roots, Instant now)
      throws IOException {
    List<Object> material = new ArrayList<>(chain);
    material.addAll(known);
    List<X509CRL> revocations = list.revocations();
    material.addAll(revocations);
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(chain.get(0));
    try {
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(roots, target);
      parameters.setDate(Date.from(now));
      parameters.setMaxPathLength(MAX_CHAIN);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(material)));
      CertPathBuilder builder = CertPathBuilder.getInstance("PKIX");
      parameters.setRevocationEnabled(!revocations.isEmpty());
      if (!revocations.isEmpty()) {
        PKIXRevocationChecker checker = (PKIXRevocationChecker) builder.getRevocationChecker();
        checker.setOptions(
            EnumSet.of(
                PKIXRevocationChecker.Option.PREFER_CRLS,
                PKIXRevocationChecker.Option.NO_FALLBACK,
                PKIXRevocationChecker.Option.SOFT_FAIL));
        parameters.addCertPathChecker(checker);
      }
      var result = (PKIXCertPathBuilderResult) builder.build(parameters);
      List<X509Certificate> path = new ArrayList<>();
      result.getCertPath().getCertificates().forEach(c -> path.add((X509Certificate) c));
      path.add(result.getTrustAnchor().getTrustedCert());
      return Optional.of(path);
    } catch (CertPathBuilderException e) {
      return Optional.empty();
    } catch (InvalidAlgorithmParameterException e) {
      throw new IllegalStateException(e);
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate chain cannot be checked: " + e.getMessage(), e);
    }
  }

  private static boolean selfSigned(X509Certificate certificate) {
    if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      certificate.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
