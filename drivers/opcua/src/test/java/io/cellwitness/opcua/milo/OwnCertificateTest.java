package io.cellwitness.opcua.milo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.opcua.trust.CertificateNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's own key and certificate, whole or in halves. */
class OwnCertificateTest {

  @TempDir Path folder;

  private OwnCertificate in(String pki) throws IOException {
    return OwnCertificate.in(folder.resolve(pki), Instant.now());
  }

  private Path key(String pki) {
    return folder.resolve(pki).resolve("own/private/cellwitness.pem");
  }

  @Test
  void theCertificateNamesTheApplicationUri() throws Exception {
    OwnCertificate own = in("a");
    assertEquals(List.of(own.applicationUri()), CertificateNames.of(own.certificate()).uris());
    assertTrue(own.applicationUri().startsWith("urn:cellwitness:gateway:"));
    assertEquals(own.certificate(), in("a").certificate());
  }

  @Test
  void aKeyWithoutCertificateGetsOne() throws Exception {
    OwnCertificate first = in("a");
    Files.delete(first.file());
    OwnCertificate second = in("a");
    assertEquals(first.keys().getPrivate(), second.keys().getPrivate());
    assertEquals(first.certificate().getPublicKey(), second.certificate().getPublicKey());
  }

  @Test
  void aCertificateWithoutKeyIsPutAside() throws Exception {
    OwnCertificate first = in("a");
    Files.delete(key("a"));
    assertNotEquals(first.certificate().getPublicKey(), in("a").certificate().getPublicKey());
  }

  @Test
  void halvesOfTwoPairsAreRefused() throws Exception {
    in("a");
    OwnCertificate other = in("b");
    Files.write(folder.resolve("a/own/certs/cellwitness.der"), other.certificate().getEncoded());
    IOException e = assertThrows(IOException.class, () -> in("a"));
    assertTrue(e.getMessage().contains("do not belong together"), e.getMessage());
  }
}
