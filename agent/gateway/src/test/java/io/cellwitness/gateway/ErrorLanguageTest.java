package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a garage does wrong, told in its language: none of these sentences may stay English. */
class ErrorLanguageTest {

  private static final List<String> WRONG =
      List.of(
          "check --source nonsense",
          "check --source elm327:",
          "check --source elm327:udp://x",
          "check --source elm327:tcp://127.0.0.1",
          "check --source elm327:/dev/ttyX@fast",
          "check --source elm327:usb:",
          "check --source replay:",
          "check --source replay:DIR",
          "check --source replay:DIR/missing.csv",
          "check --source replay:DIR/empty.csv",
          "check --source replay:DIR/noise.csv",
          "check --source replay:DIR/header.csv",
          "check --source replay:DIR/words.csv",
          "check --source replay:DIR/times.csv",
          "check --source replay:DIR/nocurrent.csv",
          "check --source replay:DIR/notime.csv",
          "check --source replay:DIR/nohead.csv",
          "check --source replay:DIR/good.csv#2",
          "check --source replay:DIR/several.csv",
          "check --source replay:DIR/several.csv#c",
          "check --source replay:DIR/silent.capture",
          "check --source replay:DIR/good.csv --chemistry GOLD",
          "check --source replay:DIR/good.csv --cathode-class GOLD",
          "check --source replay:DIR/good.csv --cell-empty-v 9",
          "check --source replay:DIR/good.csv --cell-empty-v 4 --cell-full-v 3",
          "check --source replay:DIR/good.csv --series 0",
          "check --source replay:DIR/good.csv --series many",
          "check --source replay:DIR/good.csv --nominal-ah -5",
          "check --source replay:DIR/good.csv --nominal-ah twelve",
          "check --source replay:DIR/good.csv --declared-soh 150",
          "check --source replay:DIR/good.csv --mode fast",
          "check --source replay:DIR/good.csv --reference opcua:x.json",
          "check --source replay:DIR/good.csv --no-such-option",
          "check --soruce x",
          "check --source",
          "check stray",
          "check --source replay:DIR/good.csv --config DIR/missing.yaml",
          "check --source replay:DIR/good.csv --state-dir DIR/good.csv",
          "read",
          "read --source elm327:/dev/nowhere --profile trabant",
          "verify",
          "verify DIR/missing.jws",
          "verify DIR",
          "verify DIR/good.csv --state-dir DIR/none",
          "verify DIR/good.csv --state-dir DIR/loop",
          "verify DIR/good.csv --expect-vin short",
          "verify DIR/good.csv --expect-vin short --expect-pack x",
          "verify DIR/good.csv --trust TRUST",
          "verify DIR/page.json --trust TRUST",
          "verify DIR/session.gz --trust TRUST",
          "verify DIR/key.pem --trust TRUST",
          "report list --state-dir DIR/none",
          "report list --state-dir DIR/loop",
          "report last",
          "report");

  @TempDir Path dir;

  @BeforeEach
  void files() throws IOException {
    String head = "t_s,i_A,u_V,soc_pct\n";
    Files.writeString(dir.resolve("empty.csv"), "");
    Files.write(dir.resolve("noise.csv"), new byte[] {0, 1, 2, (byte) 0xff, 10, 7, 7});
    Files.writeString(dir.resolve("header.csv"), head);
    Files.writeString(dir.resolve("words.csv"), head + "0,ten,300,50\n");
    Files.writeString(dir.resolve("times.csv"), head + "noon,10,300,50\n");
    Files.writeString(dir.resolve("nocurrent.csv"), "t_s,u_V\n0,1\n");
    Files.writeString(dir.resolve("notime.csv"), "i_A,u_V\n0,1\n");
    Files.writeString(dir.resolve("nohead.csv"), "Dear Sir or Madam\n");
    Files.writeString(dir.resolve("good.csv"), head + "0,10,300,50\n1,10,300,50\n");
    Files.writeString(
        dir.resolve("several.csv"), "session," + head + "a,0,1,300,50\nb,0,1,300,50\n");
    Files.writeString(
        dir.resolve("silent.capture"),
        "{\"format\":\"cellwitness-capture/1\",\"startedAt\":\"2026-11-24T10:00:00Z\","
            + "\"clockSynced\":true,\"language\":\"elm327\"}\n");
    Files.writeString(dir.resolve("page.json"), "{\"a\":1}");
    Files.write(dir.resolve("session.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
    Files.writeString(dir.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n");
    Files.createSymbolicLink(dir.resolve("loop"), dir.resolve("loop"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "de", "fr"})
  void noneOfTheseStaysEnglish(String language) {
    Set<String> same = new TreeSet<>();
    for (String command : WRONG) {
      Cli english = run(command, "en");
      Cli own = run(command, language);
      assertTrue(english.code() > 0, command + " is not wrong: " + english.out());
      assertEquals(english.code(), own.code(), command);
      List<String> said = sentences(own);
      sentences(english).stream().filter(said::contains).forEach(same::add);
    }
    assertEquals(Set.of(), same);
  }

  /** Figures alone change their form: one is not many. */
  @Test
  void oneEntryIsNotOneEntries() {
    Cli english = run("verify DIR/key.pem --trust TRUST", "en");
    assertFalse(english.out().matches("(?s).*\\b1 (parts|entries)\\b.*"), english.out());
  }

  private Cli run(String command, String language) {
    List<Object> words = new ArrayList<>();
    for (String word : command.split(" ")) {
      words.add(
          word.replace("DIR", dir.toString()).replace("TRUST", "../../config/trust/example.json"));
    }
    if (!command.contains("--state-dir")) {
      words.addAll(List.of("--state-dir", dir.resolve("state")));
    }
    words.addAll(List.of("--lang", language));
    return Cli.run(words.toArray());
  }

  /** Without sources and paths, which are the same in every language. */
  private static List<String> sentences(Cli cli) {
    return (cli.out() + cli.err())
        .lines()
        .filter(line -> line.strip().contains(" "))
        .filter(line -> !line.matches("Source +\\S+|.*: VALID"))
        .toList();
  }
}
