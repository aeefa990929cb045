package io.cellwitness.report.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.cellwitness.report.ReportPayload;
import io.cellwitness.report.SampleReports;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.jose.Base64Url;
import io.cellwitness.report.jose.PublicJwk;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.jose.StrictJson;
import io.cellwitness.report.trust.Check.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others read what we sign, and we read what others sign. */
class ForeignVerifierTest {

  private static final SignedReport REPORT =
      ReportPayload.sign(SampleReports.number(), SampleReports.KEY);
  private static final Expectations NOW = Expectations.at(SampleReports.ISSUED);

  @TempDir Path folder;

  @Test
  void nimbusReadsOurReportAndOurKey() throws Exception {
    JWSObject jws = JWSObject.parse(REPORT.jws());
    assertEquals("Ed25519", jws.getHeader().getAlgorithm().getName());
    assertEquals(new JOSEObjectType("vc+jwt"), jws.getHeader().getType());
    assertArrayEquals(REPORT.payload(), jws.getPayload().toBytes());
    JWK jwk =
        JWK.parse(
            new String(
                StrictJson.write(SampleReports.KEY.publicKey().toJson()), StandardCharsets.UTF_8));
    assertEquals(jwk.computeThumbprint().toString(), jws.getHeader().getKeyID());
    assertEquals(Curve.Ed25519, jwk.toOctetKeyPair().getCurve());
  }

  @Test
  void weAcceptWhatNimbusSignsWithAKeyOfASecurityChip() throws Exception {
    var key = new ECKeyGenerator(Curve.P_256).generate();
    PublicJwk ours =
        PublicJwk.parse(
            StrictJson.parseObject(
                key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8), 1000));
    assertEquals(key.computeThumbprint().toString(), ours.thumbprint());
    String payload =
        new String(REPORT.payload(), StandardCharsets.UTF_8)
            .replace(SampleReports.KEY.publicKey().thumbprint(), ours.thumbprint());
    JWSObject jws =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(ours.thumbprint())
                .type(new JOSEObjectType("vc+jwt"))
                .build(),
            new Payload(payload));
    jws.sign(new ECDSASigner(key));
    Verifier verifier = new Verifier(TrustList.EMPTY.with(TrustedKey.active("Chip", ours)));
    byte[] file = jws.serialize().getBytes(StandardCharsets.US_ASCII);
    assertTrue(verifier.verify(file, NOW).valid());
    for (int i = file.length - 86; i < file.length; i++) {
      byte[] changed = file.clone();
      changed[i] = (byte) (changed[i] == 'A' ? 'B' : 'A');
      assertFalse(verifier.verify(changed, NOW).valid());
    }
  }

  @Test
  void opensslVerifiesOurReport() throws Exception {
    assumeOpenssl();
    int point = REPORT.jws().lastIndexOf('.');
    Path key = Files.writeString(folder.resolve("key.pem"), SampleReports.KEY.toPem());
    Path data = Files.writeString(folder.resolve("data"), REPORT.jws().substring(0, point));
    Path signature =
        Files.write(
            folder.resolve("signature"), Base64Url.decode(REPORT.jws().substring(point + 1)));
    Path publicKey = folder.resolve("public.pem");
    assertEquals(0, openssl("pkey", "-in", key, "-pubout", "-out", publicKey));
    assertEquals(0, verify(publicKey, data, signature));
    Files.writeString(data, "x" + REPORT.jws().substring(1, point));
    assertTrue(verify(publicKey, data, signature) != 0, "a changed report");
  }

  @Test
  void weSignWithAKeyThatOpensslMade() throws Exception {
    assumeOpenssl();
    Path file = folder.resolve("key.pem");
    assertEquals(0, openssl("genpkey", "-algorithm", "ed25519", "-out", file));
    SigningKey key = SigningKey.fromPem(Files.readString(file));
    Path publicFile = folder.resolve("public.der");
    assertEquals(0, openssl("pkey", "-in", file, "-pubout", "-outform", "DER", "-out", publicFile));
    byte[] der = Files.readAllBytes(publicFile);
    byte[] last = java.util.Arrays.copyOfRange(der, der.length - 32, der.length);
    assertArrayEquals(last, key.publicKey().encoded(), Base64.getEncoder().encodeToString(der));
    SignedReport report = ReportPayload.sign(SampleReports.number(), key);
    Verifier verifier =
        new Verifier(TrustList.EMPTY.with(TrustedKey.active("OpenSSL", key.publicKey())));
    Verdict verdict = verifier.verify(report.jws().getBytes(StandardCharsets.US_ASCII), NOW);
    assertEquals(Check.Outcome.PASS, verdict.of(Subject.SIGNATURE).outcome());
  }

  private int verify(Path publicKey, Path data, Path signature) throws Exception {
    return openssl(
        "pkeyutl",
        "-verify",
        "-pubin",
        "-inkey",
        publicKey,
        "-rawin",
        "-in",
        data,
        "-sigfile",
        signature);
  }

  private void assumeOpenssl() throws Exception {
    boolean present;
    try {
      present = openssl("version") == 0;
    } catch (IOException e) {
      present = false;
    }
    assumeTrue(present, "skipped: the Debian package openssl is not installed");
  }

  private int openssl(Object... arguments) throws Exception {
    var command = new java.util.ArrayList<String>();
    command.add("openssl");
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "openssl answers");
    return process.exitValue();
  }
}
