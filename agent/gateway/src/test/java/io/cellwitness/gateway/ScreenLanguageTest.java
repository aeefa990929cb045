package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.simulator.adapter.AdapterModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a garage reads on its screen, in its language: the same commands in English and in another
 * language must not have a sentence in common.
 */
@Timeout(300)
class ScreenLanguageTest {

  /**
   * Nothing to translate: files, numbers of reports, addresses, abbreviations and the names of
   * both.
   */
  private static final Pattern THE_SAME =
      Pattern.compile(
          "(?:\\S+ +)?/\\S+| +(?:[\\w.-]+\\.(?:jws|json|html|pdf|gz|disclosure|tlog-proof)(?:, )?)+"
              + "|code +[0-9a-f]{64}|Source +\\S+");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"nl", "de", "fr"})
  void noSentenceOfTheGaragesVerbsStaysEnglish(String language) throws Exception {
    try (Bench bench = new Bench()) {
      String good = bench.elm(AdapterModel.STN);
      String copy = bench.elm(AdapterModel.REDUCED_CLONE);
      Set<String> english = new TreeSet<>();
      Set<String> own = new TreeSet<>();
      for (boolean inEnglish : new boolean[] {true, false}) {
        String lang = inEnglish ? "en" : language;
        (inEnglish ? english : own).addAll(said(lang, good, copy));
      }
      assertTrue(english.size() > 40, "only " + english.size() + " lines");
      Set<String> both = new TreeSet<>(english);
      both.retainAll(own);
      both.removeIf(line -> THE_SAME.matcher(line).matches());
      assertEquals(Set.of(), both);
    }
  }

  private List<String> said(String lang, String good, String copy) throws Exception {
    Path state = folder.resolve(lang);
    List<String> lines = new ArrayList<>();
    Cli check =
        Cli.run(
            "check",
            "--source",
            "replay:" + Cli.RECORDINGS.resolve("vehicle/obd_drive.csv.gz"),
            "--chemistry",
            "NMC",
            "--state-dir",
            state,
            "--out",
            state.resolve("out"),
            "--lang",
            lang);
    add(lines, check, 1);
    add(lines, Cli.run("probe", "--source", good, "--lang", lang), 0);
    add(lines, Cli.run("probe", "--source", copy, "--lang", lang), 1);
    add(lines, Cli.run("probe", "--source", "elm327:/dev/null", "--lang", lang), 69);
    add(lines, Cli.run("read", "--once", "--source", copy, "--lang", lang), 69);
    add(lines, Cli.run("check", "--source", "elm327:/dev/nowhere", "--lang", lang), 69);
    add(
        lines,
        Cli.run("report", "list", "--state-dir", folder.resolve("none"), "--lang", lang),
        -1);
    try (var folders = Files.list(state.resolve("out"))) {
      Path jws = folders.findFirst().orElseThrow().resolve("report.jws");
      add(lines, Cli.run("verify", jws, "--state-dir", state, "--lang", lang), 0);
      Path changed = state.resolve("changed.jws");
      byte[] bytes = Files.readAllBytes(jws);
      bytes[bytes.length / 2] ^= 1;
      Files.write(changed, bytes);
      add(lines, Cli.run("verify", changed, "--state-dir", state, "--lang", lang), 1);
    }
    return lines;
  }

  private static void add(List<String> lines, Cli cli, int code) {
    if (code >= 0) {
      assertEquals(code, cli.code(), cli.out() + cli.err());
    }
    (cli.out() + cli.err()).lines().filter(line -> !line.isBlank()).forEach(lines::add);
  }
}
