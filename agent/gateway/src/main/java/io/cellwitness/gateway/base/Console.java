package io.cellwitness.gateway.base;

import io.cellwitness.report.jose.StrictJson;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people and programs see. With {@code --json}, standard output carries one JSON object a line
 * and people's text goes to standard error; otherwise people's text goes to standard output.
 * Threads may share it.
 */
public final class Console {

  /** Titles of rows end here in every language. */
  private static final int TITLE_WIDTH = 11;

  private static final String NAME = "cellwitness:";
  private static final int INDENT = 2;

  private final PrintStream out;
  private final PrintStream err;
  private final Terminal terminal;
  private Interpreter interpreter = Interpreter.ENGLISH;
  private boolean json;
  private int progressWidth;

  /**
   * Makes a console.
   *
   * @param out standard output
   * @param err standard error
   * @param terminal what a person looks at
   */
  public Console(PrintStream out, PrintStream err, Terminal terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /**
   * Makes a console on a terminal that can do nothing but show text.
   *
   * @param out standard output
   * @param err standard error
   * @param columns width of the terminal a person looks at; 0 where there is none
   */
  public Console(PrintStream out, PrintStream err, int columns) {
    this(out, err, new Terminal(columns, false, false));
  }

  /**
   * Sets the language of people's text. JSON stays English.
   *
   * @param interpreter says each sentence
   */
  public void interpreter(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /**
   * Says a sentence in the operator's language without writing it, to make a row of it.
   *
   * @param english as the program has it
   * @return the sentence
   */
  public String inWords(String english) {
    return interpreter.say(english);
  }

  /**
   * Switches between people's text and JSON lines on standard output.
   *
   * @param on true for JSON
   */
  public void json(boolean on) {
    json = on;
  }

  /**
   * Whether standard output carries JSON.
   *
   * @return true with {@code --json}
   */
  public boolean json() {
    return json;
  }

  /**
   * Whether a line can be rewritten in place.
   *
   * @return true on a terminal
   */
  public boolean terminal() {
    return terminal.present();
  }

  /**
   * Says a line to people.
   *
   * @param text one or more lines without the last line break
   */
  public void say(String text) {
    say(Terminal.Tone.PLAIN, text);
  }

  /**
   * Says a line to people in a colour.
   *
   * @param tone what the line stands for
   * @param text one line
   */
  public void say(Terminal.Tone tone, String text) {
    List<String> lines = new ArrayList<>();
    broken(text).forEach(line -> lines.add(terminal.paint(tone, line)));
    write(lines);
  }

  /** In the operator's language, as many lines as the terminal needs. */
  private List<String> broken(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : interpreter.say(text).split("\n", -1)) {
      lines.addAll(Wrapping.lines(line, terminal.columns()));
    }
    return lines;
  }

  /**
   * Writes what is an answer in itself as it is: a file's content, a token, a script.
   *
   * @param text any number of lines without the last line break; never broken or translated
   */
  public void verbatim(String text) {
    write(List.of(Interpreter.printable(text)));
  }

  /**
   * Says a row: what it is about, and what there is to say.
   *
   * @param title a word or two, of at most ten letters
   * @param text one line
   */
  public void row(String title, String text) {
    row(Terminal.Tone.PLAIN, title, text);
  }

  /**
   * Says a row whose title is coloured.
   *
   * @param tone what the row stands for
   * @param title a word or two, of at most ten letters
   * @param text one line
   */
  public void row(Terminal.Tone tone, String title, String text) {
    cells(new Cell(tone, title, TITLE_WIDTH), Cell.last(text));
  }

  /**
   * A piece of a row.
   *
   * @param tone what it stands for
   * @param text a few words
   * @param width of its column, characters; 0 for the last one
   */
  public record Cell(Terminal.Tone tone, String text, int width) {

    /**
     * The last cell of a row.
     *
     * @param text as long as it is
     * @return without colour
     */
    public static Cell last(String text) {
      return new Cell(Terminal.Tone.PLAIN, text, 0);
    }
  }

  /**
   * Says a row of several cells.
   *
   * @param cells from the left
   */
  public void cells(Cell... cells) {
    StringBuilder head = new StringBuilder();
    int width = 0;
    String text = "";
    Terminal.Tone tone = Terminal.Tone.PLAIN;
    for (Cell cell : cells) {
      text = interpreter.say(cell.text());
      tone = cell.tone();
      if (cell.width() > 0) {
        String gap = " ".repeat(Math.max(1, cell.width() - text.length()));
        head.append(terminal.paint(tone, text)).append(gap);
        width += text.length() + gap.length();
        text = "";
      }
    }
    List<String> lines = new ArrayList<>();
    for (String line : Wrapping.lines(" ".repeat(width) + text, terminal.columns(), width)) {
      int indent = lines.isEmpty() ? width : line.length() - line.stripLeading().length();
      String start = lines.isEmpty() ? head.toString() : line.substring(0, indent);
      lines.add(start + terminal.paint(tone, line.substring(indent)));
    }
    write(lines);
  }

  private synchronized void write(List<String> lines) {
    clearProgress();
    lines.forEach(people()::println);
    people().flush();
  }

  /**
   * Says a line to people beside the answer, which standard output keeps for itself.
   *
   * @param text one or more lines without the last line break
   */
  public synchronized void aside(String text) {
    clearProgress();
    broken(text).forEach(err::println);
    err.flush();
  }

  /**
   * Shows a passing line that the next one replaces; a line of its own where there is no terminal.
   *
   * @param line how far something has come
   */
  public synchronized void progress(ProgressLine line) {
    if (terminal.present()) {
      String shown = line.fitted(terminal.columns() - 1, interpreter);
      people().print(terminal.replacing(shown, progressWidth));
      progressWidth = shown.length();
    } else {
      people().println(line.whole(interpreter));
    }
    people().flush();
  }

  /**
   * Says what went wrong: always on standard error, with {@code --json} also as an event.
   *
   * @param exitCode the process' exit code
   * @param message one sentence
   */
  public synchronized void error(int exitCode, String message) {
    clearProgress();
    if (json) {
      emit(event("error").put("code", exitCode).put("message", message));
    }
    List<String> lines = new ArrayList<>();
    for (String line : (NAME + " " + interpreter.say(message)).split("\n", -1)) {
      lines.addAll(Wrapping.lines(line, terminal.columns(), Math.min(INDENT, line.length())));
    }
    err.println(terminal.paint(Terminal.Tone.BAD, NAME) + lines.get(0).substring(NAME.length()));
    lines.stream().skip(1).forEach(err::println);
    err.flush();
  }

  /**
   * Starts an event.
   *
   * @param name the value of {@code event}
   * @return a JSON object to fill and {@link #emit}
   */
  public static ObjectNode event(String name) {
    return JsonNodeFactory.instance.objectNode().put("event", name);
  }

  /**
   * Writes an event as one line of JSON; without {@code --json} nothing is written.
   *
   * @param event a JSON object
   */
  public void emit(ObjectNode event) {
    if (json) {
      record(event);
    }
  }

  /**
   * Writes one line of JSON whatever was asked for: for verbs whose answer is JSON in itself.
   *
   * @param object a JSON object
   */
  public synchronized void record(ObjectNode object) {
    clearProgress();
    out.println(new String(StrictJson.write(object), StandardCharsets.UTF_8));
    out.flush();
  }

  /**
   * Whether something written to standard output did not arrive: disk full, or the reader gone.
   *
   * @return true once that has happened
   */
  public synchronized boolean outputLost() {
    return out.checkError();
  }

  /** Takes the passing line away: what it was about is over. */
  public synchronized void ended() {
    clearProgress();
    people().flush();
  }

  private PrintStream people() {
    return json ? err : out;
  }

  private void clearProgress() {
    if (progressWidth > 0) {
      people().print(terminal.erasing(progressWidth));
      progressWidth = 0;
    }
  }
}
