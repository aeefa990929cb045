package io.cellwitness.gateway.base;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Breaks lines where words end, so that a terminal does not break them inside of a word. What
 * follows stands under the value, not under its title. A row of a table, with two gaps or more,
 * stays one line: its columns mean something. A word too long for the place under its value, such
 * as a hash, begins further left.
 */
final class Wrapping {

  /** Columns of a table, or a title and its value, are two blanks apart at least. */
  private static final Pattern GAP = Pattern.compile("\\S {2,}(?=\\S)");

  /** French sets a blank before its double signs, and inside of its quotation marks. */
  private static final Pattern BLANK = Pattern.compile("(?<!«) +(?![;:!?»%])");

  /** What is left beside the title must hold a few words. */
  private static final int LEAST_WIDTH = 20;

  private static final int SMALL_INDENT = 2;

  private Wrapping() {}

  /**
   * Breaks one line.
   *
   * @param line without line breaks
   * @param columns of the terminal; 0 for as many as it takes
   * @return the lines; a word longer than a line is left whole
   */
  static List<String> lines(String line, int columns) {
    Matcher gap = GAP.matcher(line);
    boolean titled = gap.find();
    int value = titled ? gap.end() : line.length() - line.stripLeading().length();
    return titled && gap.find() ? List.of(line) : lines(line, columns, value);
  }

  /**
   * Breaks one line whose value begins at a known place.
   *
   * @param line without line breaks
   * @param columns of the terminal; 0 for as many as it takes
   * @param value where it begins; what stands before is not broken
   * @return the lines
   */
  static List<String> lines(String line, int columns, int value) {
    if (columns == 0 || line.length() <= columns) {
      return List.of(line);
    }
    int hanging = columns - value >= LEAST_WIDTH ? value : SMALL_INDENT;
    List<String> lines = new ArrayList<>();
    StringBuilder present = new StringBuilder(line.substring(0, value));
    boolean begun = false;
    for (String word : BLANK.split(line.substring(value))) {
      boolean wide = hanging + word.length() > columns;
      boolean fitsAlone = SMALL_INDENT + word.length() <= columns;
      if (begun ? present.length() + 1 + word.length() > columns : wide && fitsAlone) {
        lines.add(present.toString());
        present = new StringBuilder(" ".repeat(wide ? SMALL_INDENT : hanging)).append(word);
      } else {
        present.append(begun ? " " : "").append(word);
      }
      begun = true;
    }
    lines.add(present.toString());
    return lines;
  }
}
