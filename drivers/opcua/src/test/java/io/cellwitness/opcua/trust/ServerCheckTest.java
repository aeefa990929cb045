package io.cellwitness.opcua.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which certificates are accepted, and the sentence for each that is not. */
class ServerCheckTest {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Optional<String> HOST = Optional.of("bench.local");
  private static final Optional<String> URI = Optional.of("urn:bench");

  private static KeyPair authorityKeys;
  private static KeyPair serverKeys;
  private static X509Certificate authority;
  private static X509Certificate issued;
  private static X509Certificate alone;

  @TempDir Path folder;
  private TrustList list;
  private ServerCheck check;

  @BeforeAll
  static void certificates() throws Exception {
    authorityKeys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
    serverKeys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
    authority = make("CN=Authority", authorityKeys, "CN=Authority", authorityKeys, true, "SHA256");
    issued = make("CN=Bench", serverKeys, "CN=Authority", authorityKeys, false, "SHA256");
    alone = make("CN=Bench", serverKeys, "CN=Bench", serverKeys, false, "SHA256");
  }

  @BeforeEach
  void open() throws Exception {
    list = TrustList.open(folder.resolve("pki"));
    check = new ServerCheck(list);
  }

  private static X509Certificate make(
      String subject, KeyPair keys, String issuer, KeyPair signer, boolean ca, String hash)
      throws Exception {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Name(issuer),
            BigInteger.valueOf(subject.hashCode() & 0xFFFF),
            Date.from(NOW.minus(Duration.ofDays(10))),
            Date.from(NOW.plus(Duration.ofDays(10))),
            new X500Name(subject),
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
    if (!ca) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.uniformResourceIdentifier, "urn:bench"),
                new GeneralName(GeneralName.dNSName, "Bench.local"),
                new GeneralName(GeneralName.iPAddress, "192.0.2.7")
              }));
    }
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer(signer, hash)));
  }

  private static ContentSigner signer(KeyPair keys, String hash) throws Exception {
    return new JcaContentSignerBuilder(hash + "withRSA").build(keys.getPrivate());
  }

  private Path put(String where, byte[] bytes) throws Exception {
    return Files.write(folder.resolve("pki").resolve(where), bytes);
  }

  private String refusal(X509Certificate certificate, Instant now) throws Exception {
    return check.refusal(List.of(certificate), now, HOST, URI).orElse("");
  }

  @Test
  void nothingIsTrustedUntilAPersonSaysSo() throws Exception {
    String sha256 = CertificateFiles.sha256(alone);
    assertTrue(refusal(alone, NOW).contains("cellwitness trust add opcua " + sha256));
    // Copied from a screen, with colons and in capitals.
    String shown = sha256.toUpperCase(java.util.Locale.ROOT).replaceAll("(..)(?=.)", "$1:");
    assertEquals(alone, list.add(shown));
    assertEquals("", refusal(alone, NOW));
    assertEquals(List.of(), list.rejected());
    list.remove(sha256);
    assertTrue(refusal(alone, NOW).contains("is not trusted"));
  }

  @Test
  void theCommandWorksOnTheListThatRefused() throws Exception {
    Path state = folder.resolve("other state");
    ServerCheck other = new ServerCheck(TrustList.open(state.resolve("opcua").resolve("pki")));
    String said = other.refusal(List.of(alone), NOW, HOST, URI).orElseThrow();
    String command = "trust add opcua " + CertificateFiles.sha256(alone);
    assertTrue(said.endsWith(command + " --state-dir \"" + state.toAbsolutePath() + "\"'"), said);
    Path usual = Path.of(System.getProperty("user.home"), ".local/state/cellwitness/opcua/pki");
    assertEquals("", StateFolder.option(usual));
  }

  @Test
  void whatTrustCannotMendIsSaidInItsOwnWords() throws Exception {
    put("trusted/certs/a.der", alone.getEncoded());
    assertTrue(refusal(alone, NOW.plus(Duration.ofDays(11))).contains("expired on 2026-06-11"));
    assertTrue(refusal(alone, NOW.minus(Duration.ofDays(11))).contains("valid only from"));
    String host = check.refusal(List.of(alone), NOW, Optional.of("other.local"), URI).orElseThrow();
    assertTrue(host.contains("is for bench.local, 192.0.2.7 and not for other.local"), host);
    String uri = check.refusal(List.of(alone), NOW, HOST, Optional.of("urn:other")).orElseThrow();
    assertTrue(uri.contains("for the application urn:bench and not for urn:other"), uri);
    X509Certificate weak = make("CN=W", serverKeys, "CN=W", serverKeys, false, "SHA1");
    assertTrue(refusal(weak, NOW).contains("too weak"));
    assertTrue(check.refusal(List.of(), NOW, HOST, URI).orElseThrow().contains("no usable"));
  }

  /** OPC 10000-7: 2,048 to 4,096 bits; beyond, each handshake costs the gateway seconds. */
  @Test
  void aKeyThatIsTooShortOrTooLongIsRefused() throws Exception {
    KeyPair longer = SelfSignedCertificateGenerator.generateRsaKeyPair(4104);
    X509Certificate tooLong = make("CN=L", longer, "CN=L", longer, false, "SHA256");
    put("trusted/certs/l.der", tooLong.getEncoded());
    assertTrue(refusal(tooLong, NOW).contains("an RSA key of 4104 bits"), refusal(tooLong, NOW));
    KeyPair largest = SelfSignedCertificateGenerator.generateRsaKeyPair(4096);
    X509Certificate fits = make("CN=F", largest, "CN=F", largest, false, "SHA256");
    put("trusted/certs/f.der", fits.getEncoded());
    assertEquals("", refusal(fits, NOW));
    KeyPair shorter = SelfSignedCertificateGenerator.generateRsaKeyPair(2040);
    X509Certificate tooShort = make("CN=S", shorter, "CN=S", shorter, false, "SHA256");
    assertTrue(refusal(tooShort, NOW).contains("too weak"), refusal(tooShort, NOW));
  }

  @Test
  void addressesAreHostsToo() throws Exception {
    put("trusted/certs/a.der", alone.getEncoded());
    for (String host : List.of("192.0.2.7", "BENCH.LOCAL", "bench.local.")) {
      assertEquals(
          Optional.empty(), check.refusal(List.of(alone), NOW, Optional.of(host), URI), host);
    }
  }

  @Test
  void aTrustedAuthoritySpeaksForItsServersButAnIssuerDoesNot() throws Exception {
    put("issuer/certs/ca.der", authority.getEncoded());
    assertTrue(refusal(issued, NOW).contains("is not trusted"));
    put("trusted/certs/ca.der", authority.getEncoded());
    assertEquals("", refusal(issued, NOW));
    assertTrue(refusal(alone, NOW).contains("is not trusted"), "the same key, but not vouched for");
  }

  @Test
  void aRevokedServerIsRefusedUnderItsAuthorityAndByItself() throws Exception {
    X509v2CRLBuilder revoked =
        new X509v2CRLBuilder(
            new X500Name("CN=Authority"), Date.from(NOW.minus(Duration.ofDays(1))));
    revoked.setNextUpdate(Date.from(NOW.plus(Duration.ofDays(1))));
    revoked.addCRLEntry(
        issued.getSerialNumber(),
        Date.from(NOW.minus(Duration.ofDays(1))),
        CRLReason.keyCompromise);
    byte[] crl = revoked.build(signer(authorityKeys, "SHA256")).getEncoded();
    put("trusted/certs/ca.der", authority.getEncoded());
    put("trusted/crl/ca.crl", crl);
    assertTrue(refusal(issued, NOW).contains("is not trusted"));
    Files.delete(folder.resolve("pki/trusted/certs/ca.der"));
    put("trusted/certs/leaf.der", issued.getEncoded());
    assertTrue(refusal(issued, NOW).contains("is not trusted"));
    Files.delete(folder.resolve("pki/trusted/crl/ca.crl"));
    assertEquals("", refusal(issued, NOW));
  }

  @Test
  void refusedCertificatesDoNotFillTheDisk() throws Exception {
    for (int i = 0; i < 105; i++) {
      put("rejected/certs/" + i + ".der", alone.getEncoded());
    }
    list.reject(issued);
    assertEquals(100, list.rejected().size());
  }

  @Test
  void whatIsNeitherRefusedNorAFileCannotBeTrusted() throws Exception {
    put("rejected/certs/x.der", alone.getEncoded());
    for (String what : List.of("0".repeat(64), "no-such-file.der", "\0")) {
      DriverException e = assertThrows(DriverException.class, () -> list.add(what));
      assertEquals(DriverException.Kind.BAD_DATA, e.kind());
    }
    assertThrows(DriverException.class, () -> list.remove("0".repeat(64)));
  }

  /** Neither a full disk nor a broken list is the fault of the certificate that was named. */
  @Test
  void whatKeepsACertificateFromBeingTrustedIsSaid() throws Exception {
    put("rejected/certs/x.der", alone.getEncoded());
    String sha256 = CertificateFiles.sha256(alone);
    assertEquals(alone, list.add(sha256));
    assertEquals(alone, list.add(sha256), "trusted already");
    put("rejected/certs/junk.der", new byte[] {1, 2, 3});
    DriverException e = assertThrows(DriverException.class, () -> list.add(sha256));
    assertEquals(DriverException.Kind.INPUT_OUTPUT, e.kind());
    assertTrue(e.getMessage().contains("junk.der"), e.getMessage());
  }

  @Test
  void aBrokenFileInTheListIsNamed() throws Exception {
    put("trusted/certs/junk.der", new byte[] {1, 2, 3});
    Exception e = assertThrows(java.io.IOException.class, () -> refusal(alone, NOW));
    assertTrue(e.getMessage().contains("junk.der"), e.getMessage());
  }
}
