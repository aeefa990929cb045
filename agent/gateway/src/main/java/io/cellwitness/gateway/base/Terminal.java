package io.cellwitness.gateway.base;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The terminal a person looks at: how wide it is, what it can do.
 *
 * @param columns characters in a line; 0 where nobody looks at a terminal
 * @param controls whether it understands control sequences (ECMA-48)
 * @param colours whether colours are wanted on it
 */
public record Terminal(int columns, boolean controls, boolean colours) {

  /** No terminal: a pipe, a file, a service. */
  public static final Terminal NONE = new Terminal(0, false, false);

  private static final int USUAL = 80;
  private static final int LEAST = 20;
  private static final int MOST = 1_000;

  private static final String ESCAPE = "\u001b[";

  /** A line longer than the terminal is cut by it instead of running on (DECAWM off and on). */
  private static final String NO_WRAP = ESCAPE + "?7l";

  private static final String WRAP = ESCAPE + "?7h";
  private static final String ERASE_LINE = ESCAPE + "2K";

  /** What a piece of text stands for; the words say it too, a colour never says it alone. */
  public enum Tone {
    /** As it should be: green. */
    GOOD("32"),
    /** To be looked at: yellow. */
    WARN("33"),
    /** Not as it should be: red. */
    BAD("31"),
    /** Beside the point: dim. */
    QUIET("2"),
    /** Nothing of these. */
    PLAIN("");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  /**
   * The terminal of this process.
   *
   * @param variables environment: {@code TERM}, {@code NO_COLOR} (no-color.org), {@code COLUMNS}
   * @return what there is
   */
  public static Terminal ofProcess(Map<String, String> variables) {
    return System.console() == null ? NONE : of(variables, sttyColumns());
  }

  /**
   * A terminal as only the environment describes it.
   *
   * @param variables environment
   * @return what it can do
   */
  public static Terminal ofEnvironment(Map<String, String> variables) {
    return of(variables, 0);
  }

  /**
   * A terminal as the environment describes it.
   *
   * @param variables environment
   * @param asked its width as it says itself; 0 when it does not
   * @return what it can do
   */
  static Terminal of(Map<String, String> variables, int asked) {
    String term = variables.getOrDefault("TERM", "");
    boolean controls = !term.isEmpty() && !term.equals("dumb");
    boolean colours = controls && variables.getOrDefault("NO_COLOR", "").isEmpty();
    int columns = asked > 0 ? asked : number(variables.getOrDefault("COLUMNS", ""));
    return new Terminal(
        columns > 0 ? Math.max(LEAST, Math.min(MOST, columns)) : USUAL, controls, colours);
  }

  /**
   * Whether somebody looks at it.
   *
   * @return true for a terminal
   */
  public boolean present() {
    return columns > 0;
  }

  /**
   * Colours a text.
   *
   * @param tone what it stands for
   * @param text without control characters
   * @return the text alone where there are no colours
   */
  String paint(Tone tone, String text) {
    return colours && tone != Tone.PLAIN ? ESCAPE + tone.code + "m" + text + ESCAPE + "0m" : text;
  }

  /**
   * A line in the place of the one before.
   *
   * @param line what to show; cut where the terminal ends
   * @param before length of the line it replaces, characters
   * @return what to print
   */
  String replacing(String line, int before) {
    if (controls) {
      return "\r" + ERASE_LINE + NO_WRAP + line + WRAP;
    }
    return "\r" + line + " ".repeat(Math.max(0, before - line.length()));
  }

  /**
   * Takes the passing line away.
   *
   * @param before its length, characters
   * @return what to print
   */
  String erasing(int before) {
    return controls ? "\r" + ERASE_LINE : "\r" + " ".repeat(before) + "\r";
  }

  private static int sttyColumns() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return 0;
      }
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      String[] rowsAndColumns = size.strip().split(" ", -1);
      return rowsAndColumns.length == 2 ? number(rowsAndColumns[1]) : 0;
    } catch (IOException e) {
      // No stty here: the environment may know.
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static int number(String digits) {
    return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : 0;
  }
}
