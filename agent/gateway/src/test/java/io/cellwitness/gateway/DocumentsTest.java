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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * What the documents tell people to type is typed here, page by page, in a folder that shows the
 * checkout, with a simulated car where the page has a real one. What cannot be run is listed with
 * its reason, and must at least be a command there is.
 */
class DocumentsTest {

  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final List<String> CHECKOUT = List.of("agent", "config", "docs");

  /** Begins of commands that are not run, and why. */
  private static final Map<String, String> NOT_RUN = new LinkedHashMap<>();

  static {
    NOT_RUN.put("sudo ", "changes the machine and needs root");
    NOT_RUN.put("mvn ", "is the build this test runs in, or takes many minutes of it");
    NOT_RUN.put("packaging/", "measures or installs a built package");
    NOT_RUN.put("alias ", "names the program, as this test does itself");
    NOT_RUN.put("cellwitness demo", "takes half a minute; .ci/run runs it after each build");
    NOT_RUN.put("cellwitness accuracy", "takes minutes; RecordedCasesTest holds its figures");
    NOT_RUN.put(
        "cellwitness check --source elm327:/dev/ttyUSB0 --reference",
        "needs a charger's meter beside the car; ReferenceMeterTest runs one");
    NOT_RUN.put("cellwitness report list", "needs a store with reports; ReportCommandTest runs it");
    NOT_RUN.put("cellwitness read --source NAME:", "is of a driver the reader has yet to write");
  }

  /** Those that go on until somebody ends them: ended once this can be seen of them. */
  private static final Map<Pattern, String> ENDLESS =
      Map.of(
          Pattern.compile("cellwitness check --source (?:elm327|opcua):.*"), "SOC",
          Pattern.compile("cellwitness capture .*"), "Capturing");

  private static final Pattern COMMAND =
      Pattern.compile("(?:\\$ )?((?:cellwitness|mvn|sudo|alias|packaging/\\S+|java -jar) ?.*)");
  private static final String JAR = "java -jar agent/gateway/target/cellwitness.jar";

  /** How a synopsis shows a choice, a repetition or something that may be left out. */
  private static final Pattern SYNOPSIS =
      Pattern.compile(
          "[\\[\\]|…]|\\b(?:gateway ID|REPORT_ID|AH|THUMBPRINT|FILE|SHA256|signer\\.jwk)\\b");

  /** Within the repository: a path, an anchor or both. */
  private static final Pattern LINK =
      Pattern.compile("]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]*))?\\)");

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private static final String HELPERS =
      """
      set -euo pipefail
      # Ends with 0 or 1: done, and the answer may be negative. A machine may have no serial port.
      answers() { local code=0; "$@" || code=$?; [ $code -le 1 ] || [ "$code $*" = "69 cellwitness probe" ] || { echo "exit code $code: $*"; exit 1; }; }
      # Runs until something can be seen of it, and ends it as the operator would.
      until_seen() {
        local seen=$1 code=0; shift
        "$@" > seen.txt 2>&1 & local pid=$!
        for i in $(seq 1500); do
          if grep -q "$seen" seen.txt || ! kill -0 $pid 2> /dev/null; then break; fi
          read -t 0.2 < "$NEVER" || true
        done
        kill -TERM $pid 2> /dev/null || true
        wait $pid || code=$?
        cat seen.txt
        grep -q "$seen" seen.txt || { echo "'$seen' was never seen of: $*"; exit 1; }
        [ $code -le 1 ] || { echo "exit code $code: $*"; exit 1; }
      }
      mkfifo never; exec 9<> never; NEVER=/dev/fd/9
      set -v
      """;

  @TempDir static Path shared;
  private static DocumentsWorkshop workshop;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws Exception {
    workshop = new DocumentsWorkshop(shared);
  }

  @AfterAll
  static void close() {
    workshop.close();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandExists(Path page) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String command : commands(page)) {
      if (!command.startsWith("cellwitness ") || SYNOPSIS.matcher(command).find()) {
        continue;
      }
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
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path page) throws IOException {
    List<String> broken = new ArrayList<>();
    Matcher link = LINK.matcher(Files.readString(ROOT.resolve(page)));
    while (link.find()) {
      Path target =
          link.group(1).isEmpty()
              ? ROOT.resolve(page)
              : ROOT.resolve(page).resolveSibling(link.group(1)).normalize();
      boolean there =
          Files.exists(target)
              && (link.group(2) == null
                  || !target.toString().endsWith(".md")
                  || anchors(target).contains(link.group(2)));
      if (!there) {
        broken.add(link.group());
      }
    }
    assertEquals(List.of(), broken);
  }

  private static Set<String> anchors(Path page) throws IOException {
    Set<String> found = new TreeSet<>();
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("#")) {
        found.add(
            line.replaceFirst("#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\d_ -]", "")
                .replace(' ', '-'));
      }
    }
    return found;
  }

  /** A reason that no command needs any more is taken out of the list. */
  @Test
  void everyReasonNotToRunIsNeeded() throws IOException {
    Set<String> unused = new TreeSet<>(NOT_RUN.keySet());
    for (Path page : pages()) {
      for (String command : commands(page)) {
        unused.removeIf(command::startsWith);
      }
    }
    assertEquals(Set.of(), unused);
  }

  @ParameterizedTest
  @MethodSource("pagesToRun")
  void everyCommandRuns(Path page) throws Exception {
    workshop.furnish(folder);
    StringBuilder script = new StringBuilder(HELPERS);
    script(page).forEach(line -> script.append(line).append('\n'));
    for (String part : CHECKOUT) {
      Files.createSymbolicLink(folder.resolve(part), ROOT.resolve(part));
    }
    assumeTrue(
        script.indexOf("openssl ") < 0 || Files.isExecutable(Path.of("/usr/bin/openssl")),
        "openssl is not installed, so " + page + " cannot be run");
    Path said = folder.resolve("said.txt");
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-c", script.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    bash.environment().put("HOME", folder.toString());
    bash.environment().put("PATH", program() + ":" + System.getenv("PATH"));
    bash.environment().remove("XDG_STATE_HOME");
    Process process;
    try {
      process = bash.start();
    } catch (IOException e) {
      assumeTrue(false, "bash is not installed, so the documents' commands cannot be run");
      throw e;
    }
    boolean ended = process.waitFor(900, TimeUnit.SECONDS);
    process.destroyForcibly();
    for (String part : CHECKOUT) {
      Files.delete(folder.resolve(part));
    }
    assertTrue(ended, "the commands of " + page + " do not end:\n" + Files.readString(said));
    assertEquals(0, process.exitValue(), Files.readString(said));
  }

  /** The folder of a {@code cellwitness} that runs the classes under test. */
  private Path program() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    Path script =
        Files.writeString(
            bin.resolve("cellwitness"),
            "#!/bin/sh\nexec '"
                + java
                + "' -XX:TieredStopAtLevel=1 -cp '"
                + System.getProperty("java.class.path")
                + "' "
                + Main.class.getName()
                + " \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return bin;
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
      if (!script(page).isEmpty()) {
        found.add(page);
      }
    }
    return found;
  }

  /** A page's lines as bash runs them: what stands in a fence of sh, and each command elsewhere. */
  private static List<String> script(Path page) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Block block : blocks(page)) {
      if (block.kind().equals("sh")) {
        block.lines().forEach(line -> lines.add(workshop == null ? line : workshop.here(line)));
        continue;
      }
      for (String command : block.commands()) {
        if (!SYNOPSIS.matcher(command).find()
            && NOT_RUN.keySet().stream().noneMatch(command::startsWith)) {
          lines.add(runnable(command));
        }
      }
    }
    return lines;
  }

  private static String runnable(String command) {
    String own = workshop == null ? command : workshop.here(command);
    return ENDLESS.entrySet().stream()
        .filter(endless -> endless.getKey().matcher(command).matches())
        .map(endless -> "until_seen " + endless.getValue() + " " + own)
        .findFirst()
        .orElse("answers " + own);
  }

  private static List<String> commands(Path page) throws IOException {
    return blocks(page).stream().flatMap(block -> block.commands().stream()).toList();
  }

  /**
   * A fence, or lines that are indented.
   *
   * @param kind what stands behind the fence's beginning; empty for indented lines
   */
  private record Block(String kind, List<String> lines) {

    /** Lines that are commands, each whole and without its comment. */
    List<String> commands() {
      return lines.stream()
          .map(line -> COMMAND.matcher(line.strip()))
          .filter(Matcher::matches)
          .map(found -> found.group(1).replace(JAR, "cellwitness"))
          .flatMap(line -> Stream.of(line.split(" && ")))
          .map(line -> line.replaceFirst("\\s+#.*", "").strip())
          .toList();
    }
  }

  /** A line that ends in a backslash goes on in the next. */
  private static List<Block> blocks(Path page) throws IOException {
    List<Block> found = new ArrayList<>();
    String text = Files.readString(ROOT.resolve(page)).replaceAll("\\\\\\n\\s*", "");
    String kind = null;
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      boolean fence = line.strip().startsWith("```");
      if (fence) {
        found.add(new Block(kind == null ? "" : kind, List.copyOf(lines)));
        lines.clear();
        kind = kind == null ? line.strip().substring(3) : null;
      } else if (kind != null || line.startsWith("    ")) {
        lines.add(line.strip());
      }
    }
    found.add(new Block("", List.copyOf(lines)));
    return found;
  }

  private static String[] words(String command) {
    return WORD.matcher(command.replaceFirst(" > .*", ""))
        .results()
        .skip(1)
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toArray(String[]::new);
  }
}
