package io.cellwitness.gateway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.base.Console.Cell;
import io.cellwitness.gateway.base.Terminal.Tone;
import io.cellwitness.report.html.Language;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words stay whole at the terminal's edge, and what follows stands under its value. */
class WrappingTest {

  private static final String SENTENCE =
      "The report is dated in the future, so either the clock of the gateway that made it or the"
          + " clock of this machine is wrong; set the right one before you believe the date.";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 120})
  void aRowBreaksAtWordsAndHangsUnderItsValue(int columns) {
    Console console = console(columns, false);
    console.row("Finding", SENTENCE);
    List<String> lines = lines(out);
    assertTrue(lines.size() > 1);
    assertTrue(lines.get(0).startsWith("Finding    The report"), lines.get(0));
    for (String line : lines) {
      assertTrue(line.length() <= columns, line);
      assertTrue(line.equals(lines.get(0)) || line.matches(" {11}\\S.*"), line);
    }
    assertEquals(SENTENCE, joined(lines, 11));
    // No line has room for the word that begins the next one.
    for (int i = 1; i < lines.size(); i++) {
      String word = lines.get(i).strip().split(" ")[0];
      assertTrue(lines.get(i - 1).length() + 1 + word.length() > columns, lines.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 120})
  void errorsAndSentencesBreakAtWordsToo(int columns) {
    Console console = console(columns, false);
    console.error(74, SENTENCE);
    console.say(SENTENCE);
    console.say("Sessions   " + SENTENCE);
    for (ByteArrayOutputStream stream : List.of(out, err)) {
      lines(stream).forEach(line -> assertTrue(line.length() <= columns, line));
    }
    assertEquals("cellwitness: " + SENTENCE, joined(lines(err), 2));
    List<String> said = lines(out);
    int titled = said.indexOf(said.stream().filter(l -> l.startsWith("Sess")).findFirst().get());
    assertEquals(SENTENCE, joined(said.subList(0, titled), 0));
    assertEquals(SENTENCE, joined(said.subList(titled, said.size()), 11));
  }

  @Test
  void aTableAndWhatIsAnAnswerInItselfStayAsTheyAre() {
    Console console = console(60, false);
    String row = "1  01a20e85-f7de-7b44-8a7f-094191cee8bd  2026-11-24T17:06:30Z  published";
    console.say(row);
    console.verbatim("# " + SENTENCE);
    assertEquals(List.of(row, "# " + SENTENCE), lines(out));
  }

  @Test
  void aWordLongerThanTheLineStaysWholeSoThatItCanBeCopied() {
    String path = "/home/garage/" + "x".repeat(80) + "/report.jws";
    console(60, false).row("Written", path);
    assertEquals(List.of("Written    " + path), lines(out));
  }

  @Test
  void aHashThatFitsTheLineButNotTheColumnIsNotCut() {
    String hash = "0123456789abcdef".repeat(4);
    console(80, false).cells(new Cell(Tone.PLAIN, "  code", 17), Cell.last(hash));
    assertEquals(List.of("  code           ", "  " + hash), lines(out));
  }

  @Test
  void withoutATerminalNothingIsBroken() {
    console(0, false).row("Finding", SENTENCE);
    assertEquals(List.of("Finding    " + SENTENCE), lines(out));
  }

  @Test
  void coloursDoNotCount() {
    console(60, true).cells(new Cell(Tone.BAD, "fail", 10), Cell.last(SENTENCE));
    String first = lines(out).get(0);
    assertTrue(first.startsWith("\u001b[31mfail\u001b[0m      The"), first);
    List<String> plain = lines(out).stream().map(l -> l.replaceAll("\u001b\\[\\d+m", "")).toList();
    assertEquals(SENTENCE, joined(plain, 10));
  }

  @Test
  void frenchSignsStayWithTheirWord() {
    Console console = console(60, false);
    console.interpreter(Interpreter.of(Language.FR));
    for (int indent = 0; indent < 40; indent++) {
      out.reset();
      console.cells(
          new Cell(Tone.PLAIN, "", indent),
          Cell.last("« un nom » du véhicule ; celui-ci : 80 % de la charge !"));
      for (String line : lines(out)) {
        assertTrue(line.isBlank() || !line.strip().matches("[;:!»%].*"), line);
        assertTrue(!line.endsWith("«"), line);
      }
    }
  }

  private Console console(int columns, boolean colours) {
    return new Console(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        new Terminal(columns, false, colours));
  }

  private static List<String> lines(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** The text again, without what stands before the value of the first line. */
  private static String joined(List<String> lines, int indent) {
    StringBuilder all = new StringBuilder();
    for (String line : lines) {
      boolean first = all.isEmpty();
      all.append(first ? "" : " ")
          .append(first && indent > 2 ? line.substring(indent) : line.strip());
    }
    return all.toString();
  }
}
