package io.cellwitness.report.testdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.StrictJson;
import io.cellwitness.report.trust.Check;
import io.cellwitness.report.trust.Expectations;
import io.cellwitness.report.trust.LogEvidence;
import io.cellwitness.report.trust.TrustList;
import io.cellwitness.report.trust.Verdict;
import io.cellwitness.report.trust.Verifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The folder for people who write a second verifier is what the generator makes, and our own
 * verifier comes out as each file says. {@code -Dcellwitness.testdata.write=true} writes the folder
 * anew.
 */
class VerifierTestDataTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "verifier-test-data");

  @Test
  void theFolderIsWhatTheGeneratorMakes() throws Exception {
    Map<String, ObjectNode> cases = VerifierTestData.cases();
    if (Boolean.getBoolean("cellwitness.testdata.write")) {
      Files.createDirectories(FOLDER);
      for (Path old : files()) {
        Files.delete(old);
      }
      for (var entry : cases.entrySet()) {
        Files.write(
            FOLDER.resolve(entry.getKey() + ".json"), StrictJson.writeReadable(entry.getValue()));
      }
    }
    List<String> names =
        files().stream()
            .map(file -> file.getFileName().toString().replace(".json", ""))
            .sorted()
            .toList();
    assertEquals(List.copyOf(new TreeSet<>(cases.keySet())), names);
    for (String name : names) {
      assertEquals(
          new String(StrictJson.writeReadable(cases.get(name)), StandardCharsets.UTF_8),
          Files.readString(FOLDER.resolve(name + ".json")),
          name);
    }
  }

  @Test
  void ourVerifierComesOutAsEachFileSays() throws Exception {
    List<String> wrong = new ArrayList<>();
    int valid = 0;
    List<Path> files = files();
    for (Path file : files) {
      JsonNode json = StrictJson.parseObject(Files.readAllBytes(file), 1 << 20);
      JsonNode expected = json.path("expected");
      byte[] list = StrictJson.write(json.at("/given/trustList"));
      if (expected.path("trustList").asString().equals("refused")) {
        assertThrows(Malformed.class, () -> TrustList.parse(list), file.toString());
        continue;
      }
      Verdict verdict = verify(new Verifier(TrustList.parse(list)), json);
      valid += verdict.valid() ? 1 : 0;
      if (verdict.valid() != expected.path("valid").asBoolean()) {
        wrong.add(file.getFileName() + ": valid " + verdict.valid());
      }
      for (Check check : verdict.checks()) {
        String said = expected.path(check.subject().word()).asString();
        if (!said.equals(check.outcome().word())) {
          wrong.add(file.getFileName() + ": " + check + " instead of " + said);
        }
      }
    }
    System.out.println("verifier test data: " + files.size() + " cases, " + valid + " valid");
    assertEquals(List.of(), wrong);
    assertTrue(valid > 0);
  }

  private static Verdict verify(Verifier verifier, JsonNode json) {
    JsonNode given = json.path("given");
    Expectations with = Expectations.at(Instant.parse(given.path("clock").asString()));
    if (given.has("otherReport")) {
      Verdict other = verifier.verify(ascii(given.path("otherReport")), with);
      with = with.withKnown(List.of(other.link().orElseThrow()));
    }
    if (given.has("vin")) {
      with = with.withVin(given.path("vin").asString());
    }
    if (given.has("disclosure")) {
      with = with.withDisclosure(given.path("disclosure").asString());
    }
    if (given.has("sessionSha256")) {
      with = with.withSession(given.path("sessionSha256").asString());
    }
    with =
        with.withLog(
            new LogEvidence(
                text(given, "logProof"), text(given, "checkpoint"), text(given, "growth")));
    return verifier.verify(ascii(json.path("text")), with);
  }

  private static Optional<String> text(JsonNode given, String member) {
    return given.has(member) ? Optional.of(given.path(member).asString()) : Optional.empty();
  }

  private static List<Path> files() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  private static byte[] ascii(JsonNode text) {
    return text.asString().getBytes(StandardCharsets.US_ASCII);
  }
}
