package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.StopRequest;
import io.cellwitness.gateway.store.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code simulate}, {@code completion} and the manual pages, as their users take them. */
class ToolVerbsTest {

  private static final Pattern SOURCE = Pattern.compile("\"source\":\"([^\"]+)\"");

  @TempDir Path dir;

  @Test
  void aSimulatedCarIsReadAndEndsWhenAsked() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    StopRequest stop = StopRequest.never();
    CompletableFuture<Integer> simulation =
        CompletableFuture.supplyAsync(
            () ->
                Main.run(new Console(print, print, 0), stop, "simulate", "--port", "0", "--json"));
    Eventually.within(
        Duration.ofSeconds(30), () -> SOURCE.matcher(out.toString(StandardCharsets.UTF_8)).find());
    var source = SOURCE.matcher(out.toString(StandardCharsets.UTF_8));
    assertTrue(source.find());
    Cli read = Cli.run("read", "--once", "--json", "--source", source.group(1), "--state-dir", dir);
    assertEquals(0, read.code(), read.err());
    assertTrue(
        read.events().stream().anyMatch(e -> e.path("event").asString("").equals("reading")),
        read.out());
    stop.request();
    assertEquals(0, simulation.get(30, TimeUnit.SECONDS));
  }

  @Test
  void aSimulatedBenchIsTrustedAndRead() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    StopRequest stop = StopRequest.never();
    String[] words = {
      "simulate", "--opcua", "--port", "0", "--json", "--state-dir", dir.resolve("bench").toString()
    };
    CompletableFuture<Integer> simulation =
        CompletableFuture.supplyAsync(() -> Main.run(new Console(print, print, 0), stop, words));
    Eventually.within(
        Duration.ofSeconds(60), () -> SOURCE.matcher(out.toString(StandardCharsets.UTF_8)).find());
    var source = SOURCE.matcher(out.toString(StandardCharsets.UTF_8));
    assertTrue(source.find());
    String url = source.group(1).substring("opcua:".length());

    Cli probe = Cli.run("probe", "opcua", url, "--state-dir", dir);
    var sha256 = Pattern.compile("[0-9a-f]{64}").matcher(probe.out() + probe.err());
    assertTrue(sha256.find(), probe.out() + probe.err());
    assertEquals(0, Cli.run("trust", "add", "opcua", sha256.group(), "--state-dir", dir).code());
    Cli read = Cli.run("read", "--once", "--json", "--source", source.group(1), "--state-dir", dir);
    assertEquals(0, read.code(), read.err());
    assertTrue(read.out().contains("CurrentVoltage"), read.out());
    stop.request();
    assertEquals(0, simulation.get(30, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port=80", "--port=70000", "--for=0", "--for=90000"})
  void aWrongPortOrTimeIsAUsageError(String wrong) {
    Cli simulate = Cli.run("simulate", wrong);
    assertEquals(2, simulate.code());
    assertEquals(1, simulate.err().lines().count(), simulate.err());
  }

  @Test
  void bashCompletesEveryVerb() throws IOException, InterruptedException {
    Cli completion = Cli.run("completion");
    assertEquals(0, completion.code(), completion.err());
    Path script = Files.writeString(dir.resolve("completion"), completion.out());
    String asked =
        "source completion; COMP_WORDS=(cellwitness ''); COMP_CWORD=1; _complete_cellwitness;"
            + " printf '%s\\n' \"${COMPREPLY[@]}\"";
    Process bash;
    try {
      bash = new ProcessBuilder("bash", "-c", asked).directory(script.getParent().toFile()).start();
    } catch (IOException e) {
      assumeTrue(false, "bash is not installed");
      throw e;
    }
    String offered = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(bash.waitFor(10, TimeUnit.SECONDS));
    List<String> words = offered.lines().toList();
    List<String> verbs =
        new Wiring(new Console(System.out, System.err, 0), StopRequest.never())
            .commandLine().getSubcommands().entrySet().stream()
                .filter(verb -> !verb.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
    assertTrue(words.containsAll(verbs), offered);
  }

  /** Built twice they are the same bytes, which the packages need. */
  @Test
  void everyVerbHasItsManualPage() throws IOException {
    Path once = dir.resolve("once");
    Path again = dir.resolve("again");
    assertEquals(0, Cli.run("man-pages", once).code());
    assertEquals(0, Cli.run("man-pages", again).code());
    try (Stream<Path> pages = Files.list(once)) {
      List<Path> all = pages.toList();
      assertTrue(all.stream().anyMatch(p -> p.endsWith("cellwitness-store-export.1")), "" + all);
      for (Path page : all) {
        String text = Files.readString(page);
        assertEquals(text, Files.readString(again.resolve(page.getFileName())));
        assertTrue(text.startsWith(".TH CELLWITNESS"), page + "\n" + text);
        for (String heading : List.of("NAME", "SYNOPSIS", "OPTIONS", "EXIT STATUS")) {
          assertTrue(text.contains("\n.SH " + heading + "\n"), page + " lacks " + heading);
        }
      }
    }
  }
}
