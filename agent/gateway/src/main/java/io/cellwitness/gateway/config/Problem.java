package io.cellwitness.gateway.config;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * One thing wrong with the configuration.
 *
 * @param file the file it stands in
 * @param line line from 1; empty when the trouble is with the file as a whole
 * @param sentence what is wrong and what to do, without secrets and without VIN
 */
public record Problem(Path file, OptionalInt line, String sentence) {

  static Problem at(Origin origin, String sentence) {
    return new Problem(origin.file(), OptionalInt.of(origin.line()), sentence);
  }

  static Problem of(Path file, String sentence) {
    return new Problem(file, OptionalInt.empty(), sentence);
  }

  /**
   * The line to print.
   *
   * @return {@code file:line: sentence}
   */
  @Override
  public String toString() {
    return file + ":" + (line.isPresent() ? line.getAsInt() + ":" : "") + " " + sentence;
  }
}
