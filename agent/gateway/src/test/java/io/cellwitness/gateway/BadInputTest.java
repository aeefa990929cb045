package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input ends in one clear sentence and the documented exit code, never in a stack trace. */
class BadInputTest {

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
           2 | --source nonsense
           2 | --source nosuch:thing
           2 | --source elm327:
           2 | --source elm327:tcp://127.0.0.1
          69 | --source elm327:/dev/cellwitness-none
          74 | --source replay:DIR/missing.csv
          65 | --source replay:DIR/empty.csv
          65 | --source replay:DIR/noise.csv
          65 | --source replay:DIR/header.csv
          65 | --source replay:DIR/words.csv
           2 | --source replay:DIR
           2 | --source replay:DIR/good.csv --chemistry GOLD
           2 | --source replay:DIR/good.csv --series 0
           2 | --source replay:DIR/good.csv --series many
           2 | --source replay:DIR/good.csv --nominal-ah 12,5
           2 | --source replay:DIR/good.csv --mode=--help
           2 | --source replay:DIR/good.csv --nominal-ah -5
           2 | --source replay:DIR/good.csv --nominal-ah NaN
           2 | --source replay:DIR/good.csv --declared-soh 150
           2 | --source replay:DIR/good.csv --mode fast
           2 | --source replay:DIR/good.csv --lang xx
           2 | --source replay:DIR/good.csv --no-such-option
          78 | --source replay:DIR/good.csv --config DIR/broken.yaml
          78 | --source replay:DIR/good.csv --config DIR/empty.csv
          78 | --source replay:DIR/good.csv --config DIR/missing.yaml
          """)
  void checkSaysWhatIsWrong(int code, String arguments) throws IOException {
    prepare();
    List<Object> words = new ArrayList<>(List.of("check", "--state-dir", dir.resolve("state")));
    words.addAll(List.of(arguments.replace("DIR", dir.toString()).split(" ")));
    expect(code, Cli.run(words.toArray()));
  }

  @Test
  void aPortWhereNobodyListensIsUnavailable() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    expect(
        69,
        Cli.run(
            "check",
            "--state-dir",
            dir.resolve("state"),
            "--source",
            "elm327:tcp://127.0.0.1:" + port));
  }

  @Test
  void aBrokenSigningKeyIsAConfigurationMatter() throws IOException {
    prepare();
    Path state = Files.createDirectories(dir.resolve("state"));
    Files.writeString(state.resolve("signing.key"), "not a key");
    expect(
        78,
        Cli.run("check", "--state-dir", state, "--source", "replay:" + dir.resolve("good.csv")));
  }

  @Test
  void aStateDirectoryThatIsAFileCannotBeUsed() throws IOException {
    prepare();
    expect(
        74,
        Cli.run(
            "check",
            "--state-dir",
            dir.resolve("good.csv"),
            "--source",
            "replay:" + dir.resolve("good.csv")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
           2 | verify
          74 | verify DIR/missing.jws
           2 | verify DIR
           1 | verify DIR/noise.csv --trust TRUST
           1 | verify DIR/empty.csv --trust TRUST
          78 | verify DIR/noise.csv --state-dir DIR/none
           2 | verify DIR/noise.csv --expect-vin short
          78 | verify DIR/good.csv --trust DIR/noise.csv
          74 | keys show --state-dir DIR/none
          74 | keys rotate --state-dir DIR/none
          74 | trust sign DIR/list --state-dir DIR/none
          74 | trust list --state-dir DIR/good.csv
          74 | verify DIR/good.csv --state-dir DIR/good.csv
          74 | store status --state-dir DIR/good.csv
           2 | keys
           2 | vehicles decode
           2 | vehicles show no-such-profile
           2 | vehicles decode --batch x --profile hyundai-kia-400v
           2 | vehicles import
           2 | vehicles import x.dbc
           2 | vehicles import x.dbc --id Bad_Id
          74 | vehicles import no-such-file.dbc --id x1
           2 | vehicles lint
          74 | vehicles lint no-such-file.json
           2 | vehicles decode --profile hyundai-kia-400v
          65 | vehicles decode --model Trabant --year 1980 --request 7E4:220101 --response 62
          65 | vehicles decode --profile hyundai-kia-400v --request 7E4:229999 --response 62
          74 | accuracy --cases DIR/missing.csv
          65 | accuracy --cases DIR/good.csv
          74 | recompute DIR/missing.jsonl.gz
          65 | recompute DIR/noise.csv
          78 | config check DIR/broken.yaml
          78 | run --state-dir DIR/state
           2 | nosuchverb
          """)
  void otherVerbsSayWhatIsWrong(int code, String arguments) throws IOException {
    prepare();
    Cli cli =
        Cli.run(
            (Object[])
                arguments
                    .replace("DIR", dir.toString())
                    .replace("TRUST", "../../config/trust/example.json")
                    .split(" "));
    assertEquals(code, cli.code(), cli.out() + cli.err());
    noStackTrace(cli);
  }

  @Test
  void theCommandLineIsSpokenOfInWordsOfAGarage() throws IOException {
    prepare();
    String good = "replay:" + dir.resolve("good.csv");
    said("--nominal-ah '12,5' is not a number; write a number such as 1.5", "--nominal-ah", "12,5");
    said("--series '9.6' is not a whole number; write a number such as 96", "--series", "9.6");
    said("there is no option '--soruce'; did you mean '--source'?", "--soruce", good);
    said("there is no place for '" + good + "'; 'cellwitness check --help' shows how", good);
    // The operator's own word looks like the hint and must not take its place.
    said("; 'cellwitness check --help' shows how it is written", "not --help");
  }

  private static void said(String words, Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[0] = "check";
    Cli cli = Cli.run(all);
    expect(2, cli);
    assertTrue(cli.err().contains(words), cli.err());
  }

  /**
   * Not there and not to be seen are two things, and only one of them is mended by another name.
   */
  @Test
  void aStateDirectoryThatCannotBeReadIsNotCalledAbsent() throws IOException {
    Path loop = dir.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    for (String verb : List.of("store status", "report list", "trust list", "keys show")) {
      List<Object> words = new ArrayList<>(List.of(verb.split(" ")));
      words.addAll(List.of("--state-dir", loop));
      Cli cli = Cli.run(words.toArray());
      expect(74, cli);
      assertTrue(cli.err().contains(loop + " cannot be read ("), cli.err());
    }
    expect(74, Cli.run("verify", loop.resolveSibling("x.jws"), "--state-dir", loop));
  }

  private void prepare() throws IOException {
    Files.writeString(dir.resolve("empty.csv"), "");
    Files.write(dir.resolve("noise.csv"), new byte[] {0, 1, 2, (byte) 0xff, 10, 7, 7});
    Files.writeString(dir.resolve("header.csv"), "t_s,i_A,u_V,soc_pct\n");
    Files.writeString(dir.resolve("words.csv"), "t_s,i_A,u_V,soc_pct\n0,ten,300,50\n");
    Files.writeString(dir.resolve("good.csv"), "t_s,i_A,u_V,soc_pct\n0,10,300,50\n1,10,300,50\n");
    Files.writeString(dir.resolve("broken.yaml"), "gateway: [\n");
  }

  private static void expect(int code, Cli cli) {
    assertEquals(code, cli.code(), cli.out() + cli.err());
    noStackTrace(cli);
    assertTrue(cli.err().startsWith("cellwitness: "), cli.err());
    assertEquals(1, cli.err().lines().count(), cli.err());
  }

  private static void noStackTrace(Cli cli) {
    String all = cli.out() + cli.err();
    assertFalse(all.contains("\tat ") || all.contains("Exception"), all);
  }
}
