package io.cellwitness.report.testdata;

import io.cellwitness.health.HealthResult;
import io.cellwitness.report.ReportInput;
import io.cellwitness.report.ReportPayload;
import io.cellwitness.report.SampleReports;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.jose.Base64Url;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.trust.TrustList;
import io.cellwitness.report.trust.TrustedKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Puts reports, headers, signatures and lists together, also where they do not fit. */
final class Forgery {

  static final Instant ISSUED = SampleReports.ISSUED;
  static final Instant CLOCK = ISSUED.plus(Duration.ofDays(40));
  static final SigningKey KEY = SampleReports.KEY;
  static final String KID = KEY.publicKey().thumbprint();
  static final SigningKey OTHER = other();
  static final TrustedKey OWN = TrustedKey.active("Example garage", KEY.publicKey());
  static final TrustList TRUST = TrustList.EMPTY.with(OWN);
  static final TrustList BOTH =
      TrustList.EMPTY.with(OWN).with(TrustedKey.active("Other garage", OTHER.publicKey()));

  static final SignedReport FIRST = ReportPayload.sign(small(SampleReports.number()), KEY);
  static final SignedReport SECOND =
      ReportPayload.sign(
          small(
              SampleReports.input(
                  2, SampleReports.refusal().health(), Optional.of(FIRST.payloadHash()))),
          KEY);
  static final SignedReport STRANGER =
      ReportPayload.sign(
          small(
              SampleReports.input(
                  2, SampleReports.refusal().health(), Optional.of("cd".repeat(32)))),
          KEY);

  /** Number 2 of the same gateway, says the workshop that does not run it. */
  static final SignedReport IMPOSTOR =
      ReportPayload.sign(
          small(
              SampleReports.input(
                  2, SampleReports.refusal().health(), Optional.of("cd".repeat(32)))),
          OTHER);

  private Forgery() {}

  static Case bare(String why) {
    return new Case(why, TRUST, CLOCK);
  }

  static Case report(String why, SignedReport report) {
    return bare(why).jws(header("Ed25519", KID), report.payload(), signature(report));
  }

  /** The payload of the first report, properly signed under any header. */
  static Case jws(String why, String header) {
    return bare(why).jws(header, FIRST.payload(), KEY.sign(input(header, FIRST.payload())));
  }

  static Case issuer(String why, TrustedKey key) {
    return new Case(why, TrustList.EMPTY.with(key), CLOCK)
        .jws(header("Ed25519", KID), FIRST.payload(), signature(FIRST));
  }

  static String header(String alg, String kid) {
    return "{\"alg\":\"" + alg + "\",\"kid\":\"" + kid + "\",\"typ\":\"vc+jwt\",\"cty\":\"vc\"}";
  }

  static String with(String header, String member) {
    return header.substring(0, header.length() - 1) + "," + member + "}";
  }

  static byte[] input(String header, byte[] payload) {
    return (Base64Url.encode(header.getBytes(StandardCharsets.UTF_8))
            + "."
            + Base64Url.encode(payload))
        .getBytes(StandardCharsets.US_ASCII);
  }

  static String text(SignedReport report) {
    return new String(report.payload(), StandardCharsets.UTF_8);
  }

  static byte[] signature(SignedReport report) {
    return bytes(report.jws().substring(report.jws().lastIndexOf('.') + 1));
  }

  static byte[] bytes(String base64url) {
    try {
      return Base64Url.decode(base64url);
    } catch (Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same character but for the lowest of the bits that 64 bytes leave unused. */
  static char next(char last) {
    return (char) (last + 1);
  }

  static byte[] plusOrder(byte[] signature) {
    byte[] order =
        java.util.HexFormat.of()
            .parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    byte[] changed = signature.clone();
    int carry = 0;
    for (int i = 0; i < 32; i++) {
      carry += (changed[32 + i] & 0xff) + (order[i] & 0xff);
      changed[32 + i] = (byte) carry;
      carry >>= 8;
    }
    return changed;
  }

  static ObjectNode listWith(String keyHex) {
    ObjectNode list = TRUST.toJson();
    ObjectNode jwk = (ObjectNode) list.at("/keys/0/jwk");
    jwk.put("x", Base64Url.encode(java.util.HexFormat.of().parseHex(keyHex)));
    jwk.remove("kid");
    return list;
  }

  static ObjectNode twice() {
    ObjectNode list = TRUST.toJson();
    ObjectNode entry = (ObjectNode) list.at("/keys/0").deepCopy();
    list.withArray("keys").add(entry.put("status", "revoked"));
    return list;
  }

  /** The report without its pictures, so that a case can be read. */
  private static ReportInput small(ReportInput input) {
    HealthResult all = input.health();
    HealthResult few =
        new HealthResult(
            all.methodVersion(),
            all.quantities(),
            all.findings(),
            all.alarms(),
            all.window(),
            Optional.empty(),
            List.of(),
            Optional.empty());
    return SampleReports.input(input.chain().sequence(), few, input.chain().previousHash());
  }

  /** RFC 8032 section 7.1, test 2: a key everybody knows. */
  private static SigningKey other() {
    byte[] prefix = java.util.HexFormat.of().parseHex("302e020100300506032b657004220420");
    byte[] der = Arrays.copyOf(prefix, 48);
    byte[] seed =
        java.util.HexFormat.of()
            .parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    System.arraycopy(seed, 0, der, 16, 32);
    try {
      return SigningKey.fromPem(
          "-----BEGIN PRIVATE KEY-----\n"
              + Base64.getEncoder().encodeToString(der)
              + "\n-----END PRIVATE KEY-----");
    } catch (Malformed e) {
      throw new IllegalStateException(e);
    }
  }
}
