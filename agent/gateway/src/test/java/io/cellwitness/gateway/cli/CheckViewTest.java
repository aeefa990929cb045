package io.cellwitness.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Interpreter;
import io.cellwitness.gateway.base.Terminal;
import io.cellwitness.gateway.session.CheckProgress;
import io.cellwitness.health.Progress;
import io.cellwitness.health.RefusalCode;
import io.cellwitness.report.html.Language;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The progress line, as people and as programs see it. */
class CheckViewTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aChargeShowsItsTimeItsEstimateAndWhenThatNarrows() {
    assertEquals(
        "charging [#############·······]  SOC 62.5 %  1:23:09  150.0 ± 12.0 Ah  ± 6.8 % in 20 min"
            + "  ΔSOC 54.5 %\n",
        shown(Terminal.NONE, Language.EN, charging(Optional.of(6.74))));
  }

  @Test
  void beforeTheFirstNumberItSaysWhenThatComes() {
    String line = shown(Terminal.NONE, Language.EN, charging(Optional.empty()));
    assertTrue(line.contains("  first number in 20 min  "), line);
  }

  /** What is in the way has no time: then its sentence stands there. */
  @Test
  void aWaitingCheckSaysWhatIsMissingAndWhenItGivesUp() {
    assertEquals(
        "Now        plug the charging cable in and charge as long as you can; Ctrl-C ends with the"
            + " report\n"
            + "waiting for the charge 1:05  ends in 28:55  Charge over at least 60 % of the state"
            + " of charge.  ΔSOC 0.0 %\n",
        shown(Terminal.NONE, Language.EN, waiting()));
  }

  /** Of a recording the place in the file and the real time count, not the recorded hours. */
  @Test
  void aRecordingShowsItsPlaceTheRealTimeAndTheTimeLeft() {
    CheckProgress quarter = recording(0.25, 3);
    assertEquals(
        "reading [#####···············]  25 %  0:03  about 0:09 left  SOC 62.5 %  150.0 ± 12.0 Ah"
            + "  ΔSOC 54.5 %\n",
        shown(Terminal.NONE, Language.EN, quarter));
    assertFalse(
        shown(Terminal.NONE, Language.EN, recording(0.01, 3)).contains("left"),
        "a hundredth of the way says nothing of the rest");
  }

  @Test
  void programsGetTheSameTimesAsNumbers() {
    Console console = console(Terminal.NONE, Language.NL);
    console.json(true);
    new CheckView(console, 0).progress(charging(Optional.of(6.74)));
    new CheckView(console, 0).progress(recording(0.25, 3));
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertTrue(lines.get(0).contains("\"ahead\":{\"minutes\":20.0,\"uncertaintyPct\":6.8}"));
    assertTrue(lines.get(0).contains("\"phase\":\"charging\""), "JSON stays English");
    assertTrue(lines.get(1).contains("\"played\":0.25,\"leftSeconds\":9"), lines.get(1));
  }

  @Test
  void theLineSpeaksTheOperatorsLanguageAndWritesItsNumbers() {
    assertEquals(
        "lädt [#############·······]  SOC 62,5 %  1:23:09  150,0 ± 12,0 Ah  ± 6,8 % in 20 min"
            + "  ΔSOC 54,5 %\n",
        shown(Terminal.NONE, Language.DE, charging(Optional.of(6.74))));
    assertTrue(
        shown(Terminal.NONE, Language.NL, charging(Optional.empty()))
            .contains("eerste getal over 20 min"));
  }

  /** On a terminal of any width the line stays one line; the last parts go first. */
  @Test
  void aNarrowTerminalLeavesTheLastPartsOut() {
    String wide = "charging [#############·······]  SOC 62.5 %  1:23:09  150.0 ± 12.0 Ah";
    for (int columns = 20; columns <= 200; columns++) {
      String line =
          shown(new Terminal(columns, false, false), Language.EN, charging(Optional.of(6.74)));
      assertTrue(line.startsWith("\rcharging"), line);
      assertTrue(line.strip().length() < columns, columns + ": " + line);
    }
    String eighty = shown(new Terminal(80, false, false), Language.EN, charging(Optional.of(6.74)));
    assertTrue(eighty.contains("150.0 ± 12.0 Ah  ± 6.8 % in 20 min"), eighty);
    assertTrue(wide.length() < 80);
  }

  /** What a pipe or a file gets holds no control character but the line's end. */
  @Test
  void aPipeGetsNoControlCharacters() {
    String line = shown(Terminal.NONE, Language.EN, charging(Optional.of(6.74)));
    assertTrue(line.chars().allMatch(c -> c >= ' ' || c == '\n'), line);
  }

  @Test
  void aTerminalRedrawsOneLineAndTakesItAwayBeforeTheNextRow() {
    Map<String, String> xterm = Map.of("TERM", "xterm", "COLUMNS", "100");
    Console console = console(Terminal.ofEnvironment(xterm), Language.EN);
    CheckView view = new CheckView(console, 10);
    view.progress(charging(Optional.of(6.74)));
    view.progress(charging(Optional.of(6.74)));
    view.note("the car answers again");
    String text = out.toString(StandardCharsets.UTF_8);
    assertEquals(text.length() - 1, text.indexOf('\n'), "more than one line");
    assertTrue(
        text.contains("\u001b[?7l"), "a line too long is cut by the terminal, never wrapped");
    assertTrue(
        text.endsWith("\r\u001b[2K\u001b[33mNote\u001b[0m       the car answers again\n"),
        text.replace('\u001b', '~'));
  }

  private String shown(Terminal terminal, Language language, CheckProgress progress) {
    out.reset();
    new CheckView(console(terminal, language), 0).progress(progress);
    return out.toString(StandardCharsets.UTF_8);
  }

  private Console console(Terminal terminal, Language language) {
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    Console console =
        new Console(print, new PrintStream(err, true, StandardCharsets.UTF_8), terminal);
    console.interpreter(Interpreter.of(language));
    return console;
  }

  private static CheckProgress charging(Optional<Double> narrowerPct) {
    return new CheckProgress(
        "charging",
        4989,
        4989,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        12_000,
        OptionalDouble.of(62.5),
        OptionalDouble.of(32),
        estimate(Optional.of(new Progress.Ahead(20, narrowerPct))));
  }

  private static CheckProgress recording(double played, double runningS) {
    return new CheckProgress(
        "reading",
        2_000_000,
        runningS,
        OptionalDouble.of(played),
        OptionalDouble.empty(),
        12_000,
        OptionalDouble.of(62.5),
        OptionalDouble.of(32),
        estimate(Optional.of(new Progress.Ahead(20, Optional.of(6.7)))));
  }

  private static Progress estimate(Optional<Progress.Ahead> ahead) {
    return new Progress(54.5, Optional.of(150.0), Optional.of(8.0), List.of(), "A hint.", ahead);
  }

  private static CheckProgress waiting() {
    return new CheckProgress(
        "waiting for the charge",
        65,
        65,
        OptionalDouble.empty(),
        OptionalDouble.of(1735),
        10,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        new Progress(
            0,
            Optional.empty(),
            Optional.empty(),
            List.of(RefusalCode.NO_WINDOW),
            "Charge over at least 60 % of the state of charge.",
            Optional.empty()));
  }
}
