package io.cellwitness.simulator.opcua;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Period;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/**
 * Key and certificate of a simulated server.
 *
 * @param keys RSA, 2048 bits
 * @param certificate self-signed
 */
public record ServerIdentity(KeyPair keys, X509Certificate certificate) {

  private static final String ALIAS = "server";

  /** Guards nothing: the key of a simulator is no secret, but the format wants a password. */
  private static final char[] PASSWORD = "simulator".toCharArray();

  /**
   * Makes a new one.
   *
   * @param applicationUri goes into the certificate's subject alternative name
   * @param hosts DNS names, and IP addresses in dotted form
   * @param validity how long it is valid from now; negative for one that has expired
   * @return the identity
   * @throws GeneralSecurityException when the machine lacks RSA
   */
  public static ServerIdentity create(String applicationUri, List<String> hosts, Period validity)
      throws GeneralSecurityException {
    KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
    SelfSignedCertificateBuilder builder =
        new SelfSignedCertificateBuilder(keys)
            .setCommonName("CellWitness simulated server")
            .setOrganization("CellWitness simulator")
            .setApplicationUri(applicationUri)
            .setValidityPeriod(validity);
    for (String host : hosts) {
      if (host.matches("[0-9.]+")) {
        builder.addIpAddress(host);
      } else {
        builder.addDnsName(host);
      }
    }
    try {
      return new ServerIdentity(keys, builder.build());
    } catch (Exception e) {
      // The builder declares nothing narrower.
      throw new GeneralSecurityException(e);
    }
  }

  /**
   * Loads the identity of a folder, making it at first use, so that a client trusts it once.
   *
   * @param folder made when missing
   * @return the identity
   * @throws IOException when the folder cannot be used
   * @throws GeneralSecurityException when what lies in it is no identity
   */
  public static ServerIdentity in(Path folder) throws IOException, GeneralSecurityException {
    Path file = folder.resolve("simulated-server.p12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD);
      }
      X509Certificate certificate = (X509Certificate) store.getCertificate(ALIAS);
      PrivateKey key = (PrivateKey) store.getKey(ALIAS, PASSWORD);
      return new ServerIdentity(new KeyPair(certificate.getPublicKey(), key), certificate);
    }
    ServerIdentity made =
        create(
            "urn:cellwitness:simulator:opcua",
            List.of("localhost", "127.0.0.1"),
            Period.ofYears(5));
    Files.createDirectories(folder);
    store.load(null, PASSWORD);
    store.setKeyEntry(
        ALIAS, made.keys().getPrivate(), PASSWORD, new Certificate[] {made.certificate()});
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
    return made;
  }

  String applicationUri() {
    return CertificateUtil.getSanUri(certificate).orElseThrow();
  }
}
