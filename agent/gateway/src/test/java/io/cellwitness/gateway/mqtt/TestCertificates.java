package io.cellwitness.gateway.mqtt;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A private CA and what it has signed, made with the JDK's keytool. */
public final class TestCertificates {

  private static final String PASSWORD = "changeit";
  private static final String THIS_HOST = "san=ip:127.0.0.1,dns:localhost";

  private final Path dir;
  private final Path store;

  public TestCertificates(Path dir) throws Exception {
    this.dir = dir;
    this.store = dir.resolve("test.p12");
    make("ca", "-ext", "bc:c");
    make("stranger", "-ext", "bc:c");
    make("good", "-signer", "ca", "-ext", THIS_HOST);
    make("elsewhere", "-signer", "ca", "-ext", "san=dns:broker.example");
    make("expired", "-signer", "ca", "-ext", THIS_HOST, "-startdate", "-10d", "-validity", "5");
    make("client", "-signer", "ca");
  }

  /** The certificate of an alias as a PEM file. */
  public Path certificate(String alias) throws Exception {
    return pem(alias + ".crt", "CERTIFICATE", load().getCertificate(alias).getEncoded());
  }

  /** The key of an alias as a PKCS#8 PEM file. */
  public Path key(String alias) throws Exception {
    Key key = load().getKey(alias, PASSWORD.toCharArray());
    return pem(alias + ".key", "PRIVATE KEY", key.getEncoded());
  }

  /** A server's context that shows the certificate of an alias. */
  SSLContext context(String alias) throws Exception {
    KeyStore all = load();
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, null);
    Certificate[] chain = all.getCertificateChain(alias);
    one.setKeyEntry(
        alias, all.getKey(alias, PASSWORD.toCharArray()), PASSWORD.toCharArray(), chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(one, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private KeyStore load() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private Path pem(String name, String what, byte[] der) throws Exception {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String text = "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    return Files.writeString(dir.resolve(name), text);
  }

  private void make(String alias, String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keystore", store.toString(), "-storepass", PASSWORD));
    command.addAll(List.of("-alias", alias, "-dname", "CN=" + alias));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(Arrays.asList(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError("keytool: " + output);
    }
  }
}
