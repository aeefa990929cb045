package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.StopRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * What the documents tell people to type. A fence of {@code sh} is run, page by page in a folder of
 * its own that shows the checkout; everything else with {@code cellwitness} in front, in a fence of
 * {@code console} (needs a car, a server, root) or indented, must at least be a command there is.
 */
class DocumentsTest {

  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final List<String> CHECKOUT = List.of("agent", "config", "docs");
  private static final Pattern RUN = Pattern.compile("(?ms)^ *```sh\\n(.*?)^ *```$");
  private static final Pattern COMMAND =
      Pattern.compile(
          "^(?:\\$ )?(?:cellwitness|java -jar agent/gateway/target/cellwitness\\.jar) (.*)$");

  /** How a synopsis shows a choice, a repetition or something that may be left out. */
  private static final Pattern SYNOPSIS = Pattern.compile("[\\[\\]|…]");

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandExists(Path page) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String command : commands(Files.readString(ROOT.resolve(page)))) {
      CommandLine line =
          new Wiring(new Console(System.out, System.err, 0), StopRequest.never()).commandLine();
      try {
        line.parseArgs(words(command));
      } catch (CommandLine.ParameterException e) {
        wrong.add(command + ": " + e.getMessage());
      }
    }
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @MethodSource("pagesToRun")
  void everyShellBlockRuns(Path page) throws IOException, InterruptedException {
    StringBuilder script =
        new StringBuilder("set -euo pipefail\ncellwitness() { \"$JAVA\" -cp \"$CLASSES\" ")
            .append(Main.class.getName())
            .append(" \"$@\"; }\nset -v\n");
    RUN.matcher(Files.readString(ROOT.resolve(page)))
        .results()
        .forEach(block -> script.append(block.group(1)));
    for (String part : CHECKOUT) {
      Files.createSymbolicLink(folder.resolve(part), ROOT.resolve(part));
    }
    Path said = folder.resolve("said.txt");
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-c", script.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    bash.environment().put("HOME", folder.toString());
    bash.environment().remove("XDG_STATE_HOME");
    bash.environment().put("JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString());
    bash.environment().put("CLASSES", System.getProperty("java.class.path"));
    Process process;
    try {
      process = bash.start();
    } catch (IOException e) {
      assumeTrue(false, "bash is not installed, so the documents' commands cannot be run");
      throw e;
    }
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    for (String part : CHECKOUT) {
      Files.delete(folder.resolve(part));
    }
    assertTrue(ended, "the commands of " + page + " do not end:\n" + Files.readString(said));
    assertEquals(0, process.exitValue(), Files.readString(said));
  }

  static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      List<Path> all =
          Stream.concat(
                  docs.filter(p -> p.toString().endsWith(".md")),
                  Stream.of("README.md", "SECURITY.md", "CONTRIBUTING.md").map(ROOT::resolve))
              .map(ROOT::relativize)
              .sorted()
              .toList();
      assertFalse(all.isEmpty());
      return all;
    }
  }

  static List<Path> pagesToRun() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path page : pages()) {
      if (RUN.matcher(Files.readString(ROOT.resolve(page))).find()) {
        found.add(page);
      }
    }
    return found;
  }

  /** Lines of a block that begin with the program; a line that ends in a backslash goes on. */
  private static List<String> commands(String text) {
    List<String> found = new ArrayList<>();
    boolean fenced = false;
    for (String line : text.replaceAll("\\\\\\n\\s*", "").lines().toList()) {
      if (line.strip().startsWith("```")) {
        fenced = !fenced;
      }
      Matcher command = COMMAND.matcher(line.strip());
      if ((fenced || line.startsWith("    ")) && command.matches()) {
        String shown = command.group(1).replaceFirst("\\s+#.*| [>|] .*", "");
        if (!SYNOPSIS.matcher(shown).find()) {
          found.add(shown);
        }
      }
    }
    return found;
  }

  private static String[] words(String command) {
    return WORD.matcher(command)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        // Placeholders that stand for a number, a year or a time.
        .map(word -> word.replaceFirst("^(?:AH|N|YEAR)$", "1"))
        .toArray(String[]::new);
  }
}
