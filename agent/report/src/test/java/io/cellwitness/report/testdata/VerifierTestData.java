package io.cellwitness.report.testdata;

import static io.cellwitness.report.testdata.Forgery.BOTH;
import static io.cellwitness.report.testdata.Forgery.CLOCK;
import static io.cellwitness.report.testdata.Forgery.FIRST;
import static io.cellwitness.report.testdata.Forgery.IMPOSTOR;
import static io.cellwitness.report.testdata.Forgery.ISSUED;
import static io.cellwitness.report.testdata.Forgery.KEY;
import static io.cellwitness.report.testdata.Forgery.KID;
import static io.cellwitness.report.testdata.Forgery.OTHER;
import static io.cellwitness.report.testdata.Forgery.OWN;
import static io.cellwitness.report.testdata.Forgery.SECOND;
import static io.cellwitness.report.testdata.Forgery.STRANGER;
import static io.cellwitness.report.testdata.Forgery.TRUST;
import static io.cellwitness.report.testdata.Forgery.bare;
import static io.cellwitness.report.testdata.Forgery.bytes;
import static io.cellwitness.report.testdata.Forgery.header;
import static io.cellwitness.report.testdata.Forgery.input;
import static io.cellwitness.report.testdata.Forgery.issuer;
import static io.cellwitness.report.testdata.Forgery.jws;
import static io.cellwitness.report.testdata.Forgery.listWith;
import static io.cellwitness.report.testdata.Forgery.next;
import static io.cellwitness.report.testdata.Forgery.plusOrder;
import static io.cellwitness.report.testdata.Forgery.report;
import static io.cellwitness.report.testdata.Forgery.signature;
import static io.cellwitness.report.testdata.Forgery.text;
import static io.cellwitness.report.testdata.Forgery.twice;
import static io.cellwitness.report.testdata.Forgery.with;

import io.cellwitness.report.SampleReports;
import io.cellwitness.report.jose.Base64Url;
import io.cellwitness.report.jose.PublicJwk;
import io.cellwitness.report.jose.Sha256;
import io.cellwitness.report.qr.QrStages;
import io.cellwitness.report.trust.TrustList;
import io.cellwitness.report.trust.TrustedKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The cases of the folder {@code verifier-test-data}. What must come out of each is written here by
 * hand, not asked of the verifier.
 */
final class VerifierTestData {

  /** A good report number 1 with nothing but the trust list at hand. */
  private static final String GOOD = "PPPPUUPU";

  private static final String NOTHING = "FUUUUUUU";

  private final Map<String, ObjectNode> cases = new LinkedHashMap<>();

  private VerifierTestData() {}

  /** All cases by the name of their file, the same bytes in every run. */
  static Map<String, ObjectNode> cases() {
    VerifierTestData data = new VerifierTestData();
    data.believed();
    data.changed();
    data.issuers();
    data.companions();
    data.codes();
    LogCases.all().forEach(data::put);
    return data.cases;
  }

  private void believed() {
    put("valid-ed25519", report("A report as it should be.", FIRST).expect(GOOD, true));
    put(
        "valid-refusal",
        report(
                "No measured number, and a valid report all the same; its"
                    + " predecessor is not at hand.",
                SECOND)
            .expect("PPUPUUUU", true));
    put(
        "valid-eddsa",
        jws("The older name of the algorithm.", header("EdDSA", KID)).expect(GOOD, true));
    PublicJwk chip = Chip.publicKey();
    byte[] payload = text(FIRST).replace(KID, chip.thumbprint()).getBytes(StandardCharsets.UTF_8);
    String header = header("ES256", chip.thumbprint());
    put(
        "valid-es256",
        new Case(
                "Signed by a hardware key.",
                TrustList.EMPTY.with(TrustedKey.active("Chip", chip)),
                CLOCK)
            .jws(header, payload, Chip.sign(input(header, payload)))
            .expect(GOOD, true));
    put(
        "valid-x5c",
        jws(
                "A certificate in the header is neither needed nor believed.",
                with(header("Ed25519", KID), "\"x5c\":[\"AAAA\"]"))
            .expect(GOOD, true));
    put(
        "valid-unknown-member",
        jws(
                "A member of the header that nobody defined is no demand.",
                with(header("Ed25519", KID), "\"later\":1"))
            .expect(GOOD, true));
  }

  private void changed() {
    byte[] payload = FIRST.payload();
    String header = header("Ed25519", KID);
    byte[] good = KEY.sign(input(header, payload));
    byte[] better = text(FIRST).replace("164.31", "174.31").getBytes(StandardCharsets.UTF_8);
    put(
        "payload-changed",
        bare("A capacity of 164.31 Ah made 174.31.")
            .jws(header, better, good)
            .expect(NOTHING, false));
    for (String alg : List.of("none", "HS256", "ES256", "ed25519")) {
      put(
          "alg-" + (alg.equals("ed25519") ? "lower-case" : alg.toLowerCase(java.util.Locale.ROOT)),
          jws("The header names the algorithm " + alg + "; the key decides.", header(alg, KID))
              .expect(NOTHING, false));
    }
    put(
        "alg-none-unsigned",
        bare("No algorithm and no signature.")
            .jws(header("none", KID), payload, new byte[0])
            .expect(NOTHING, false));
    put(
        "alg-swapped-unsigned",
        bare("EdDSA written where Ed25519 was signed.")
            .jws(header("EdDSA", KID), payload, good)
            .expect(NOTHING, false));
    put(
        "kid-swapped",
        new Case("The key id of another trusted key.", BOTH, CLOCK)
            .jws(header("Ed25519", OTHER.publicKey().thumbprint()), payload, good)
            .expect(NOTHING, false));
    put(
        "kid-missing",
        jws("No key id.", "{\"alg\":\"Ed25519\",\"typ\":\"vc+jwt\"}").expect(NOTHING, false));
    put(
        "typ-other",
        jws("Signed, but as another kind of token.", header.replace("vc+jwt", "JWT"))
            .expect(NOTHING, false));
    put(
        "crit",
        jws("It demands an extension.", with(header, "\"crit\":[\"later\"],\"later\":1"))
            .expect(NOTHING, false));
    put(
        "header-duplicate-key",
        jws("alg stands twice.", with(header, "\"alg\":\"Ed25519\"")).expect(NOTHING, false));
    byte[] twice = ("{\"issuer\":{}," + text(FIRST).substring(1)).getBytes(StandardCharsets.UTF_8);
    put(
        "payload-duplicate-key",
        bare("issuer stands twice in what was signed.")
            .jws(header, twice, KEY.sign(input(header, twice)))
            .expect(NOTHING, false));
    byte[] after = (text(FIRST) + "{}").getBytes(StandardCharsets.UTF_8);
    put(
        "payload-trailing",
        bare("Something follows the JSON that was signed.")
            .jws(header, after, KEY.sign(input(header, after)))
            .expect(NOTHING, false));
    for (int length : new int[] {0, 32, 63, 65}) {
      put(
          "signature-" + length + "-bytes",
          bare("A signature of " + length + " bytes.")
              .jws(header, payload, Arrays.copyOf(good, length))
              .expect(NOTHING, false));
    }
    put(
        "signature-plus-order",
        bare("S + L in place of S: the same equation, another signature.")
            .jws(header, payload, plusOrder(good))
            .expect(NOTHING, false));
    String jws = FIRST.jws();
    put(
        "trailing-space",
        report("A space after the report.", FIRST).text(jws + " ").expect(NOTHING, false));
    put("trailing-part", report("A fourth part.", FIRST).text(jws + ".AA").expect(NOTHING, false));
    put("base64url-padded", report("Padding.", FIRST).text(jws + "==").expect(NOTHING, false));
    put(
        "base64url-unused-bits",
        report("The last character has bits nobody uses.", FIRST)
            .text(jws.substring(0, jws.length() - 1) + next(jws.charAt(jws.length() - 1)))
            .expect(NOTHING, false));
    put(
        "base64url-alphabet",
        report("A plus sign of the other base64.", FIRST)
            .text("+" + jws.substring(1))
            .expect(NOTHING, false));
    put(
        "cut",
        report("Half of it.", FIRST)
            .text(jws.substring(0, jws.length() / 2))
            .expect(NOTHING, false));
    put("empty", report("Nothing.", FIRST).text("").expect(NOTHING, false));
  }

  private void issuers() {
    put(
        "key-unknown",
        new Case("Nobody is trusted.", TrustList.EMPTY, CLOCK)
            .jws(header("Ed25519", KID), FIRST.payload(), signature(FIRST))
            .expect("UFUUUUUU", false));
    put("key-revoked", issuer("The key was stolen.", OWN.revoked()).expect("PFPPUUPU", false));
    put(
        "key-retired",
        issuer(
                "The report is dated after the key went out of use.",
                OWN.retired(ISSUED.minusSeconds(1)))
            .expect("PFPPUUPU", false));
    put(
        "key-retired-later",
        issuer(
                "The key went out of use after the report was made.",
                OWN.retired(ISSUED.plusSeconds(1)))
            .expect(GOOD, true));
    put(
        "key-not-yet",
        issuer(
                "Pre-dated: the report is older than the key.",
                new TrustedKey(
                    OWN.name(),
                    OWN.key(),
                    OWN.status(),
                    Optional.of(ISSUED.plusSeconds(1)),
                    Optional.empty()))
            .expect("PFPPUUPU", false));
    byte[] claimed =
        text(FIRST).replace(KID, OTHER.publicKey().thumbprint()).getBytes(StandardCharsets.UTF_8);
    String header = header("Ed25519", KID);
    put(
        "issuer-other",
        new Case("It names another trusted key as its issuer.", BOTH, CLOCK)
            .jws(header, claimed, KEY.sign(input(header, claimed)))
            .expect("PFPPUUPU", false));
    for (String x :
        List.of(
            "00".repeat(32),
            "01" + "00".repeat(31),
            "ec" + "ff".repeat(30) + "7f",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")) {
      put(
          "trust-low-order-" + x.substring(0, 2),
          report("A key of low order in the list.", FIRST)
              .trustList(listWith(x))
              .expectTrustListRefused());
    }
    put(
        "trust-not-canonical",
        report("A key whose y is p + 2.", FIRST)
            .trustList(listWith("ef" + "ff".repeat(30) + "7f"))
            .expectTrustListRefused());
    put(
        "trust-key-twice",
        report("One key twice, once revoked.", FIRST).trustList(twice()).expectTrustListRefused());
  }

  private void companions() {
    String disclosure = FIRST.vin().orElseThrow().disclosure();
    Map<String, String> vin = Map.of("vin", SampleReports.VIN, "disclosure", disclosure);
    put("vin", report("The VIN expected.", FIRST).given(vin).expect("PPPPPUPU", true));
    put(
        "vin-other",
        report("Another VIN.", FIRST)
            .given(Map.of("vin", "XX0TESTTEST000009", "disclosure", disclosure))
            .expect("PPPPFUPU", false));
    put(
        "vin-no-disclosure",
        report("A VIN is expected and cannot be compared.", FIRST)
            .given(Map.of("vin", SampleReports.VIN))
            .expect(GOOD, false));
    String foreign =
        Base64Url.encode(
            ("[\"AAECAwQFBgcICQoLDA0ODw\",\"vin\",\"" + SampleReports.VIN + "\"]")
                .getBytes(StandardCharsets.US_ASCII));
    put(
        "vin-foreign-disclosure",
        report("The disclosure of another report.", FIRST)
            .given(Map.of("vin", SampleReports.VIN, "disclosure", foreign))
            .expect("PPPPFUPU", false));
    put(
        "session",
        report("The raw readings.", FIRST)
            .given(Map.of("sessionSha256", "5f".repeat(32)))
            .expect("PPPPUPPU", true));
    put(
        "session-other",
        report("Other raw readings.", FIRST)
            .given(Map.of("sessionSha256", "60".repeat(32)))
            .expect("PPPPUFPU", false));
    put(
        "chain",
        report("Its predecessor is at hand.", SECOND)
            .given(Map.of("otherReport", FIRST.jws()))
            .expect("PPPPUUUU", true));
    put(
        "chain-other-predecessor",
        report("It names another predecessor.", STRANGER)
            .given(Map.of("otherReport", FIRST.jws()))
            .expect("PPFPUUUU", false));
    put(
        "chain-two-of-one-number",
        report("Two reports with one number.", SECOND)
            .given(Map.of("otherReport", STRANGER.jws()))
            .expect("PPFPUUUU", false));
    put(
        "chain-other-holder",
        new Case(
                "Another trusted workshop signed a report under this gateway's name and number:"
                    + " that says nothing about this one.",
                BOTH,
                CLOCK)
            .jws(header("Ed25519", KID), SECOND.payload(), signature(SECOND))
            .given(Map.of("otherReport", IMPOSTOR.jws()))
            .expect("PPUPUUUU", true));
    put(
        "date-future",
        new Case("Dated after the verifier's clock.", TRUST, ISSUED.minus(Duration.ofDays(1)))
            .jws(header("Ed25519", KID), FIRST.payload(), signature(FIRST))
            .expect("PPPFUUPU", false));
  }

  private void codes() {
    byte[] kid = bytes(KID);
    byte[] claims = QrStages.claims(FIRST.report(), Sha256.of(FIRST.payload()));
    QrStages good = QrStages.sign(claims, QrStages.ED25519, kid, KEY);
    String code = "PPUPUUPU";
    put("qr-valid", bare("A code as it should be.").qr(good).expect(code, true));
    put(
        "qr-with-report",
        bare("A code and its report.")
            .qr(good)
            .given(Map.of("otherReport", FIRST.jws()))
            .expect(GOOD, true));
    put(
        "qr-other-report",
        bare("A code and another report: it stays open whose code it is.")
            .qr(good)
            .given(Map.of("otherReport", SECOND.jws()))
            .expect(code, true));
    put(
        "qr-eddsa",
        bare("The older number of the algorithm.")
            .qr(QrStages.sign(claims, -8, kid, KEY))
            .expect(code, true));
    put(
        "qr-alg-es256",
        bare("An algorithm of another kind of key.")
            .qr(QrStages.sign(claims, -7, kid, KEY))
            .expect(NOTHING, false));
    put(
        "qr-kid-swapped",
        new Case("The key id of another trusted key.", BOTH, CLOCK)
            .qr(QrStages.sign(claims, QrStages.ED25519, bytes(OTHER.publicKey().thumbprint()), KEY))
            .expect(NOTHING, false));
    put(
        "qr-key-unknown",
        new Case("Nobody is trusted.", TrustList.EMPTY, CLOCK).qr(good).expect("UFUUUUUU", false));
    byte[] signature = KEY.sign(good.toBeSigned());
    byte[] other = claims.clone();
    other[other.length - 1] ^= 1;
    put(
        "qr-claims-changed",
        bare("The last claim changed.")
            .qr(QrStages.of(other, good.header(), signature))
            .expect(NOTHING, false));
    put(
        "qr-trailing-byte",
        bare("A byte after the message.")
            .qr(good.withCose(Arrays.copyOf(good.cose(), good.cose().length + 1)))
            .expect(NOTHING, false));
    put(
        "qr-cut",
        bare("The last byte is missing.")
            .qr(good.withCose(Arrays.copyOf(good.cose(), good.cose().length - 1)))
            .expect(NOTHING, false));
    put(
        "qr-signature-63-bytes",
        bare("A signature of 63 bytes.")
            .qr(QrStages.of(claims, good.header(), Arrays.copyOf(signature, 63)))
            .expect(NOTHING, false));
    put(
        "qr-lower-case",
        bare("Base45 has no lower case.")
            .qr(good)
            .text("CW1:" + good.base45().toLowerCase(java.util.Locale.ROOT))
            .expect(NOTHING, false));
    put(
        "qr-no-prefix",
        bare("Without its prefix.").qr(good).text(good.base45()).expect(NOTHING, false));
    put(
        "qr-claims-empty",
        bare("Signed, but no claims.")
            .qr(QrStages.sign(new byte[] {(byte) 0xa0}, QrStages.ED25519, kid, KEY))
            .expect(NOTHING, false));
    put(
        "qr-vin",
        bare("The VIN of the code's report.")
            .qr(good)
            .given(
                Map.of(
                    "vin", SampleReports.VIN, "disclosure", FIRST.vin().orElseThrow().disclosure()))
            .expect("PPUPPUPU", true));
  }

  private void put(String name, ObjectNode json) {
    if (cases.put(name, json) != null) {
      throw new IllegalStateException("two cases named " + name);
    }
  }
}
