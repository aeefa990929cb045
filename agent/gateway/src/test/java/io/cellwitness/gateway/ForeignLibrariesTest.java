package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports of ours under libraries of others, and theirs under {@code verify}. */
class ForeignLibrariesTest {

  private static final Path SCRIPTS = Path.of("src", "test", "foreign").toAbsolutePath();

  @TempDir Path folder;

  private Path report;
  private Path key;

  @BeforeEach
  void ourReport() throws Exception {
    Path state = folder.resolve("state");
    report = Cli.reportOfADrive(state);
    Cli show = Cli.run("keys", "show", "--state-dir", state, "--json");
    key = Files.writeString(folder.resolve("key.jwk"), show.event("key").path("jwk").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/bin/python3, jwcrypto_jws.py, import jwcrypto, python3-jwcrypto",
    "node, webcrypto_jws.mjs, '', nodejs"
  })
  void othersVerifyOurReport(String program, String script, String probe, String debian)
      throws Exception {
    assume(program, probe, debian);
    assertEquals(0, run(program, SCRIPTS.resolve(script), "verify", key, report), log());
    System.out.println(log().strip());
    Path changed = Files.writeString(folder.resolve("changed.jws"), changed(report));
    assertNotEquals(0, run(program, SCRIPTS.resolve(script), "verify", key, changed), log());
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/bin/python3, jwcrypto_jws.py, EdDSA, import jwcrypto, python3-jwcrypto",
    "/usr/bin/python3, jwcrypto_jws.py, Ed25519, import jwcrypto, python3-jwcrypto",
    "/usr/bin/python3, jwcrypto_jws.py, ES256, import jwcrypto, python3-jwcrypto",
    "/usr/bin/python3, jose_jws.py, ES256, import jose, python3-jose",
    "node, webcrypto_jws.mjs, Ed25519, '', nodejs",
    "node, webcrypto_jws.mjs, ES256, '', nodejs"
  })
  void weVerifyWhatOthersSign(
      String program, String script, String alg, String probe, String debian) throws Exception {
    assume(program, probe, debian);
    Path theirKey = folder.resolve("their.jwk");
    Path theirs = folder.resolve("theirs.jws");
    assertEquals(
        0, run(program, SCRIPTS.resolve(script), "sign", alg, report, theirKey, theirs), log());
    assertBelieved(theirKey, theirs);
  }

  /** ES256 as a security chip signs it, from the key to the verdict, with nothing but Java. */
  @Test
  void aReportSignedByASecurityChipIsVerified() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    ECPublicKey chip = (ECPublicKey) pair.getPublic();
    String own =
        "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\""
            + coordinate(chip.getW().getAffineX().toByteArray())
            + "\",\"y\":\""
            + coordinate(chip.getW().getAffineY().toByteArray())
            + "\"}";
    String kid = encode(MessageDigest.getInstance("SHA-256").digest(own.getBytes()));
    String[] parts = Files.readString(report).split("\\.");
    String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
    String former = header.replaceAll(".*\"kid\":\"([^\"]+)\".*", "$1");
    String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    String input =
        encode(header.replace(former, kid).replace("\"Ed25519\"", "\"ES256\"").getBytes())
            + "."
            + encode(payload.replace(former, kid).getBytes(StandardCharsets.UTF_8));
    Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
    signer.initSign(pair.getPrivate());
    signer.update(input.getBytes(StandardCharsets.US_ASCII));
    Path theirs = folder.resolve("chip.jws");
    Files.writeString(theirs, input + "." + encode(signer.sign()));
    assertBelieved(Files.writeString(folder.resolve("chip.jwk"), own), theirs);
  }

  private void assertBelieved(Path theirKey, Path theirs) throws Exception {
    Path buyer = folder.resolve("buyer");
    Cli trusted = Cli.run("trust", "add", theirKey, "--name", "Other garage", "--state-dir", buyer);
    assertEquals(0, trusted.code(), trusted.err());
    Cli good = Cli.run("verify", theirs, "--state-dir", buyer, "--json");
    assertEquals(0, good.code(), good.out());
    Path changed = Files.writeString(folder.resolve("changed.jws"), changed(theirs));
    Cli bad = Cli.run("verify", changed, "--state-dir", buyer, "--json");
    assertEquals(1, bad.code(), bad.out());
    assertTrue(bad.out().contains("The signature does not fit"), bad.out());
  }

  private static String changed(Path jws) throws IOException {
    String text = Files.readString(jws);
    int middle = text.length() / 2;
    char other = text.charAt(middle) == 'A' ? 'B' : 'A';
    return text.substring(0, middle) + other + text.substring(middle + 1);
  }

  private static String coordinate(byte[] number) {
    byte[] bytes = new byte[32];
    int from = Math.max(0, number.length - 32);
    System.arraycopy(number, from, bytes, 32 - (number.length - from), number.length - from);
    return encode(bytes);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void assume(String program, String probe, String debian) throws Exception {
    boolean there;
    try {
      there = probe.isEmpty() ? run(program, "--version") == 0 : run(program, "-c", probe) == 0;
    } catch (IOException e) {
      there = false;
    }
    assumeTrue(there, "skipped: the Debian package " + debian + " is not installed");
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private int run(String program, Object... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program));
    List.of(arguments).forEach(argument -> command.add(argument.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the other library answers");
    return process.exitValue();
  }
}
