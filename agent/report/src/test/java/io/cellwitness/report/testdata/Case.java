package io.cellwitness.report.testdata;

import io.cellwitness.report.jose.Base64Url;
import io.cellwitness.report.jose.Sha256;
import io.cellwitness.report.jose.StrictJson;
import io.cellwitness.report.qr.QrStages;
import io.cellwitness.report.trust.Check.Subject;
import io.cellwitness.report.trust.TrustList;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Builds one case of the test data: its stages, what a verifier is given, what must come out. */
final class Case {

  private static final HexFormat HEX = HexFormat.of();

  private final ObjectNode json = StrictJson.object();
  private final ObjectNode given;

  Case(String why, TrustList trust, Instant clock) {
    json.put("why", why);
    given = json.putObject("given");
    given.put("clock", clock.toString());
    given.set("trustList", trust.toJson());
  }

  /** A JWS whose parts are these, whatever they are. */
  Case jws(String header, byte[] payload, byte[] signature) {
    String input =
        Base64Url.encode(header.getBytes(StandardCharsets.UTF_8)) + "." + Base64Url.encode(payload);
    ObjectNode stages = json.putObject("stages");
    stages.put("header", header);
    stages.put("payload", new String(payload, StandardCharsets.UTF_8));
    stages.put("payloadSha256Hex", Sha256.hex(payload));
    stages.put("signingInput", input);
    stages.put("signatureHex", HEX.formatHex(signature));
    return text(input + "." + Base64Url.encode(signature));
  }

  Case qr(QrStages code) {
    ObjectNode stages = json.putObject("stages");
    stages.put("claimsCborHex", HEX.formatHex(code.claims()));
    stages.put("protectedHeaderHex", HEX.formatHex(code.header()));
    stages.put("toBeSignedHex", HEX.formatHex(code.toBeSigned()));
    stages.put("coseHex", HEX.formatHex(code.cose()));
    stages.put("base45", code.base45());
    return text(code.text());
  }

  /** What the verifier gets, when it is not what the stages before it give. */
  Case text(String text) {
    json.put("text", text);
    return this;
  }

  Case given(Map<String, String> more) {
    more.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> given.put(entry.getKey(), entry.getValue()));
    return this;
  }

  Case trustList(ObjectNode list) {
    given.set("trustList", list);
    return this;
  }

  /**
   * Ends the case.
   *
   * @param outcomes P, F or U for each subject, in the order of {@link Subject}
   * @param valid whether the report is to be believed
   */
  ObjectNode expect(String outcomes, boolean valid) {
    ObjectNode expected = json.putObject("expected");
    expected.put("trustList", "usable");
    expected.put("valid", valid);
    for (Subject subject : Subject.values()) {
      expected.put(
          subject.word(),
          switch (outcomes.charAt(subject.ordinal())) {
            case 'P' -> "pass";
            case 'F' -> "fail";
            case 'U' -> "unknown";
            default -> throw new IllegalArgumentException(outcomes);
          });
    }
    return json;
  }

  /** Ends a case whose trust list must be refused before anything is verified. */
  ObjectNode expectTrustListRefused() {
    json.putObject("expected").put("trustList", "refused");
    return json;
  }
}
