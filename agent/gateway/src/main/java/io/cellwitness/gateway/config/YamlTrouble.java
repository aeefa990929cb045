package io.cellwitness.gateway.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says in our words what a YAML parser found. Its own words name productions of a grammar, and
 * quote the file, which could hold a secret.
 */
final class YamlTrouble {

  /** Words of the parser, the telling ones first, to what the writer of the file can do. */
  private static final Map<String, String> SENTENCES = new LinkedHashMap<>();

  static {
    SENTENCES.put(
        "\\t(TAB)", "a tab stands where blanks must; indent with blanks only, two for each level.");
    SENTENCES.put(
        "while scanning a quoted scalar",
        "a quotation mark is opened and not closed; put one at the end of the value.");
    SENTENCES.put(
        "mapping values are not allowed here",
        "a second colon stands in this line, or the line is indented too far; put a value with a"
            + " colon in quotation marks.");
    SENTENCES.put(
        "could not find expected ':'",
        "a colon is missing behind a name; settings are written as 'name: value' lines.");
    SENTENCES.put(
        "flow sequence", "a list in [ ] is not closed or lacks a comma; close it with ].");
    SENTENCES.put(
        "flow mapping", "a group in { } is not closed or lacks a comma; close it with }.");
    SENTENCES.put(
        "found character",
        "a value begins with a character that means something in YAML (such as @, % or `); put it"
            + " in quotation marks.");
    SENTENCES.put(
        "expected <block end>",
        "this line is not indented like its neighbours; lines of one group begin in the same"
            + " column.");
    SENTENCES.put(
        "special characters are not allowed",
        "a control character stands in the file; delete it, or type the line again.");
    SENTENCES.put(
        "undefined alias", "YAML aliases (*name) are not understood; write the value out.");
    SENTENCES.put("tag", "YAML tags (!name) are not understood; write the plain value.");
  }

  private static final List<String> UNFINISHED =
      List.of(
          "while scanning a quoted scalar", "while parsing a flow", "while scanning a simple key");

  private YamlTrouble() {}

  /**
   * Where to look for the mistake.
   *
   * @param message of the parser
   * @return true when something was not ended, and the line where it begins is the telling one
   */
  static boolean liesAtItsBeginning(String message) {
    return UNFINISHED.stream().anyMatch(message::startsWith);
  }

  /**
   * The sentence for a message.
   *
   * @param message of the parser
   * @return what is wrong with the line and what to do; never a piece of the message
   */
  static String sentence(String message) {
    return SENTENCES.entrySet().stream()
        .filter(known -> message.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(
            "from here on this cannot be read as YAML; look for a missing quotation mark, colon or"
                + " indentation in this line and the one above.");
  }
}
