package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.simulator.Workshop;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Keys, trust lists, the log and the text of a code, as an operator and a buyer use them. */
class TrustVerbsTest {

  @TempDir Path state;
  @TempDir Path buyer;

  @Test
  void oldReportsStayVerifiableAfterANewKeyUnlessTheOldOneWasStolen() throws Exception {
    Path first = quickCheck();
    assertEquals(0, Cli.run("keys", "rotate", "--state-dir", state).code());
    Path second = quickCheck();
    assertNotEquals(kid(first), kid(second));
    Cli both = Cli.run("verify", first, second, "--state-dir", state);
    assertEquals(0, both.code(), both.err());
    assertEquals(0, Cli.run("keys", "rotate", "--stolen", "--state-dir", state).code());
    Cli after = Cli.run("verify", second, "--state-dir", state, "--json");
    assertEquals(1, after.code());
    assertReason(after, "issuer", "fail", "is revoked");
    assertEquals(0, Cli.run("verify", first, "--state-dir", state).code());
  }

  @Test
  void initMakesAKeyOnce() {
    Cli init = Cli.run("keys", "init", "--state-dir", state, "--json");
    assertEquals(0, init.code(), init.err());
    assertTrue(init.event("key").path("made").asBoolean());
    Cli again = Cli.run("keys", "init", "--state-dir", state, "--json");
    assertFalse(again.event("key").path("made").asBoolean());
    assertEquals(init.event("key").path("thumbprint"), again.event("key").path("thumbprint"));
  }

  @Test
  void aBuyerTrustsAWorkshopAndStopsTrustingIt() throws Exception {
    Path report = quickCheck();
    Path key = key();
    assertEquals(0, Cli.run("trust", "add", key, "--name", "Example", "--state-dir", buyer).code());
    assertEquals(0, Cli.run("verify", report, "--state-dir", buyer).code());
    assertEquals(2, Cli.run("trust", "add", key, "--state-dir", buyer).code(), "no name");

    String early = "2020-01-01T00:00:00Z";
    String thumbprint = kid(report);
    Cli removed = Cli.run("trust", "remove", thumbprint, "--at", early, "--state-dir", buyer);
    assertEquals(0, removed.code(), removed.err());
    Cli dated = Cli.run("verify", report, "--state-dir", buyer, "--json");
    assertReason(dated, "issuer", "fail", "dated after the key");
    Cli.run("trust", "remove", thumbprint, "--stolen", "--state-dir", buyer);
    Cli stolen = Cli.run("verify", report, "--state-dir", buyer, "--json");
    assertReason(stolen, "issuer", "fail", "is revoked");
    Cli back = Cli.run("trust", "add", key, "--name", "Example", "--state-dir", buyer);
    assertEquals(65, back.code(), "a stolen key does not come back");
  }

  @Test
  void aKeyThatALaterSignedListNoLongerNamesIsOutOfServiceFromItsDateOn() throws Exception {
    Path workshop = Files.createDirectory(buyer.resolve("workshop"));
    Path other = Files.createDirectory(buyer.resolve("other"));
    Cli made = Cli.run("keys", "init", "--state-dir", workshop, "--json");
    Path otherKey = buyer.resolve("other.jwk");
    Files.writeString(otherKey, made.event("key").path("jwk").toString());
    Cli.run("trust", "add", otherKey, "--name", "Other", "--state-dir", state);
    Cli.run("keys", "init", "--state-dir", state);
    Path list = buyer.resolve("trust.jws");
    assertEquals(
        0,
        Cli.run("trust", "sign", list, "--name", "Example, Utrecht", "--state-dir", state).code());

    Path key = key();
    Object[] add = {"trust", "add", list, "--signer", key, "--state-dir", other, "--json"};
    Cli taken = Cli.run(add);
    assertEquals(0, taken.code(), taken.err());
    assertFalse(taken.event("trust").path("keys").get(0).has("validUntil"));
    JsonNode own = taken.event("trust").path("keys").get(1);
    assertEquals("Example, Utrecht", own.path("name").asString(), "the signer's own gateway");
    assertEquals(
        65, Cli.run("trust", "add", list, "--signer", otherKey, "--state-dir", other).code());

    String before = Files.readString(list);
    Files.writeString(
        state.resolve("trust.json"), "{\"schema\":\"cellwitness-trust/1\",\"keys\":[]}");
    assertEquals(0, Cli.run("trust", "sign", list, "--force", "--state-dir", state).code());
    Cli absent = Cli.run(add);
    assertTrue(absent.event("trust").path("keys").get(0).has("validUntil"), absent.out());
    Files.writeString(list, before);
    Cli older = Cli.run(add);
    assertEquals(65, older.code());
    assertTrue(older.out().contains("older than the one taken over before"), older.out());
  }

  @Test
  void whatIsNoKeyOfAWorkshopIsNamed() throws Exception {
    Path report = quickCheck();
    Path pem = Files.writeString(buyer.resolve("public.pem"), "-----BEGIN PUBLIC KEY-----\nMC");
    Path list = buyer.resolve("trust.json");
    Files.writeString(list, "{\"schema\":\"cellwitness-trust/1\",\"keys\":[]}");
    Path noise = Files.write(buyer.resolve("photo.jpg"), new byte[] {-1, -40, -1, 0});
    Path jwk = Files.writeString(buyer.resolve("private.jwk"), "{\"kty\":\"OKP\",\"d\":\"AA\"}");
    Object[][] cases = {
      {state.resolve("signing.key"), "is a private key, which its owner gives to nobody"},
      {jwk, "is a private key, which its owner gives to nobody"},
      {pem, "is a public key as PEM; give it as a JSON Web Key"},
      {list, "is a trust list that nobody signed"},
      {report, "is a report, not the key of its signer"},
      {noise, "is neither a key from 'keys show --jwk' nor a list from 'trust sign'"},
    };
    for (Object[] one : cases) {
      Cli run = Cli.run("trust", "add", one[0], "--name", "G", "--state-dir", buyer);
      assertEquals(65, run.code(), run.err());
      assertTrue(run.err().contains((String) one[1]), run.err());
      assertEquals(1, run.err().lines().count(), run.err());
    }
  }

  @Test
  void aSignedListNamesTheGatewayItselfUnlessToldNotTo() throws Exception {
    Path report = quickCheck();
    Path list = buyer.resolve("own.jws");
    Cli signed = Cli.run("trust", "sign", list, "--state-dir", state, "--json");
    assertEquals(1, signed.event("signed-trust").path("keys").asInt(), signed.out());
    Path key = key();
    assertEquals(0, Cli.run("trust", "add", list, "--signer", key, "--state-dir", buyer).code());
    Cli verified = Cli.run("verify", report, "--state-dir", buyer, "--json");
    assertEquals(0, verified.code(), verified.out());
    Cli without =
        Cli.run("trust", "sign", list, "--without-own", "--force", "--state-dir", state, "--json");
    assertEquals(0, without.event("signed-trust").path("keys").asInt(), without.out());
  }

  @Test
  void aReportStandsInItsLogAndAForeignProofFails() throws Exception {
    Path first = quickCheck();
    Path second = quickCheck();
    Cli good = Cli.run("verify", second, "--state-dir", state, "--json");
    assertReason(good, "log", "pass", "entry 2");
    Cli foreign =
        Cli.run(
            "verify",
            second,
            "--proof",
            first.resolveSibling("report.tlog-proof"),
            "--state-dir",
            state,
            "--json");
    assertEquals(1, foreign.code());
    assertReason(foreign, "log", "fail", "The proof is for entry 1");
  }

  @Test
  void aMissingProofIsMadeWithTheNextReport() throws Exception {
    Path first = quickCheck();
    Path proof = first.resolveSibling("report.tlog-proof");
    Files.delete(proof);
    quickCheck();
    assertTrue(Files.exists(proof));
    Cli verified = Cli.run("verify", first, "--state-dir", state, "--json");
    assertReason(verified, "log", "pass", "entry 1");
  }

  @Test
  void aLineEndAfterTheReportIsNoChangeAndAnythingElseIs() throws Exception {
    Path report = quickCheck();
    String text = Files.readString(report);
    Path copy = buyer.resolve("report.jws");
    for (String end : new String[] {"\n", "\r\n"}) {
      Files.writeString(copy, text + end);
      assertEquals(0, Cli.run("verify", copy, "--state-dir", state).code());
    }
    for (String end : new String[] {"\n\n", " ", "\r", "=", "\n "}) {
      Files.writeString(copy, text + end);
      assertEquals(1, Cli.run("verify", copy, "--state-dir", state).code());
    }
    Files.writeString(copy, text.substring(0, text.length() - 10));
    Cli cut = Cli.run("verify", copy, "--state-dir", state, "--json");
    assertReason(cut, "signature", "fail", "cut short");
  }

  @Test
  void thePageIsWrittenWithTheTrustListInside() throws Exception {
    Cli.run("keys", "init", "--state-dir", state);
    Path page = buyer.resolve("verify.html");
    Cli written = Cli.run("verify-page", page, "--state-dir", state, "--json");
    assertEquals(0, written.code(), written.err());
    String thumbprint =
        Cli.run("keys", "show", "--state-dir", state, "--json")
            .event("key")
            .path("thumbprint")
            .asString();
    assertTrue(Files.readString(page).contains(thumbprint));
  }

  @Test
  void aKeyKeptElsewhereSignsAndIsNotChangedHere() throws Exception {
    Cli.run("keys", "init", "--state-dir", buyer);
    Path key = buyer.resolve("signing.key");
    Path config =
        Files.writeString(buyer.resolve("agent.yaml"), "gateway:\n  signingKeyFile: " + key + "\n");
    Cli list =
        Cli.run("trust", "sign", buyer.resolve("l.jws"), "--config", config, "--state-dir", state);
    assertEquals(0, list.code(), list.err());
    Cli show = Cli.run("keys", "show", "--config", config, "--state-dir", state, "--json");
    assertEquals(
        Cli.run("keys", "show", "--state-dir", buyer, "--json").event("key").path("thumbprint"),
        show.event("key").path("thumbprint"));
    assertFalse(Files.exists(state.resolve("signing.key")), "no second key is made");
    Cli rotate = Cli.run("keys", "rotate", "--config", config, "--state-dir", state);
    assertEquals(78, rotate.code());
    assertTrue(rotate.err().contains("not this program's to change"), rotate.err());
    Files.writeString(config, "gateway:\n  signingKeyFile: " + buyer.resolve("no.key") + "\n");
    assertEquals(
        78, Cli.run("keys", "show", "--config", config, "--state-dir", state).code(), "not there");
  }

  @Test
  void noVerbReplacesAFileUnaskedNorEverOneOfTheAgents() throws Exception {
    assertEquals(0, Cli.run("keys", "init", "--state-dir", state).code());
    Path key = state.resolve("signing.key");
    byte[] before = Files.readAllBytes(key);
    assertEquals(2, Cli.run("trust", "sign", key, "--state-dir", state).code());
    assertEquals(2, Cli.run("trust", "sign", key, "--force", "--state-dir", state).code());
    assertEquals(2, Cli.run("verify-page", key, "--force", "--state-dir", state).code());
    assertArrayEquals(before, Files.readAllBytes(key));
    Path page = buyer.resolve("page.html");
    assertEquals(0, Cli.run("verify-page", page, "--state-dir", state).code());
    assertEquals(2, Cli.run("verify-page", page, "--state-dir", state).code());
    assertEquals(0, Cli.run("verify-page", page, "--force", "--state-dir", state).code());
  }

  @Test
  void aDateThatIsNoneIsOneSentence() throws Exception {
    Cli made = Cli.run("keys", "init", "--state-dir", state, "--json");
    Files.writeString(buyer.resolve("k.jwk"), made.event("key").path("jwk").toString());
    Cli bad =
        Cli.run(
            "trust",
            "add",
            "--name",
            "G",
            "--valid-from",
            "soon",
            buyer.resolve("k.jwk"),
            "--state-dir",
            state);
    assertEquals(2, bad.code(), bad.err());
    assertFalse(bad.err().contains("java."), bad.err());
  }

  @Test
  void theTextOfACodeIsAnArgumentToo() {
    Cli.run("keys", "init", "--state-dir", state);
    Cli code = Cli.run("verify", "CW1:NOT A CODE", "--state-dir", state, "--json");
    assertEquals(1, code.code());
    assertEquals("QR code", code.event("verdict").path("file").asString());
  }

  private Path quickCheck() throws Exception {
    try (Workshop workshop = Workshop.openWithoutBroker(new SystemTime(), 1)) {
      Cli check =
          Cli.run(
              "check",
              "--mode",
              "quick",
              "--source",
              workshop.elm327Address(),
              "--state-dir",
              state,
              "--json");
      return Path.of(check.event("report").path("files").path("report.jws").asString());
    }
  }

  private Path key() throws Exception {
    Cli show = Cli.run("keys", "show", "--state-dir", state, "--json");
    Path file = buyer.resolve("key.jwk");
    Files.writeString(file, show.event("key").path("jwk").toString());
    return file;
  }

  private static String kid(Path report) throws Exception {
    String header = Files.readString(report).split("\\.")[0];
    String json = new String(java.util.Base64.getUrlDecoder().decode(header));
    return new tools.jackson.databind.json.JsonMapper().readTree(json).path("kid").asString();
  }

  private static void assertReason(Cli run, String subject, String outcome, String reason) {
    JsonNode check = run.event("verdict").path("checks").path(subject);
    assertEquals(outcome, check.path("outcome").asString(), run.out());
    assertTrue(check.path("reason").asString().contains(reason), run.out());
  }
}
