package io.cellwitness.can;

/**
 * One thing a probe found out.
 *
 * @param level how good that is
 * @param item what was looked at, in a word or two
 * @param text what was found; never a VIN
 * @param remedy what to do; empty when all is well
 */
public record ProbeLine(Level level, String item, String text, String remedy) {

  /** How good a finding is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** It works, but something is missing or may trouble. */
    WARN,
    /** A check will not work. */
    FAIL
  }

  static ProbeLine ok(String item, String text) {
    return new ProbeLine(Level.OK, item, text, "");
  }

  static ProbeLine warn(String item, String text, String remedy) {
    return new ProbeLine(Level.WARN, item, text, remedy);
  }

  static ProbeLine fail(String item, String text, String remedy) {
    return new ProbeLine(Level.FAIL, item, text, remedy);
  }

  /** Splits a sentence of the form "what is wrong; what to do". */
  static ProbeLine fail(String item, String sentence) {
    int semicolon = sentence.lastIndexOf("; ");
    return semicolon < 0
        ? fail(item, sentence, "")
        : fail(item, sentence.substring(0, semicolon), sentence.substring(semicolon + 2));
  }
}
