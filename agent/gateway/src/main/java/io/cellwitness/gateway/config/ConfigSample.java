package io.cellwitness.gateway.config;

import java.util.ArrayList;
import java.util.List;

/** The documented sample configuration, made from the same defaults the loader uses. */
public final class ConfigSample {

  private static final int WIDTH = 96;

  private ConfigSample() {}

  /**
   * The sample: every setting with its explanation and default. Settings without a default stand
   * behind {@code #} with an example.
   *
   * @return the text of {@code config/agent.yaml}
   */
  public static String text() {
    List<String> lines = new ArrayList<>();
    comment(
        lines,
        "",
        "CellWitness configuration. Printed by 'cellwitness config sample'; checked by"
            + " 'cellwitness config check'.");
    lines.add("#");
    comment(
        lines,
        "",
        "Every setting shows its default. One behind a # has none, or one that"
            + " depends on the machine: take away the # to set it.");
    lines.add("#");
    comment(
        lines,
        "",
        "Files conf.d/*.yaml beside this one are laid over it in the order of their names: a later"
            + " value replaces an earlier one, lists are joined. Relative paths start at the file"
            + " they are written in.");
    Keys.TOP.keys().forEach(key -> setting(lines, "", key));
    for (Section section : Keys.SECTIONS) {
      lines.add("");
      comment(lines, "", section.help());
      lines.add(section.name() + ":");
      section.keys().forEach(key -> setting(lines, "  ", key));
    }
    lines.add("");
    comment(lines, "", Keys.SOURCES.help());
    lines.add("#" + Keys.SOURCES.name() + ":");
    String lead = "  #- ";
    for (Key<?> key : Keys.SOURCES.keys()) {
      comment(lines, "    ", key.help());
      lines.add(lead + key.name() + ": " + key.example());
      lead = "    #";
    }
    return String.join("\n", lines) + "\n";
  }

  private static <T> void setting(List<String> lines, String indent, Key<T> key) {
    lines.add("");
    comment(lines, indent, key.help());
    lines.add(
        key.defaultValue()
            .map(value -> indent + key.name() + ": " + key.type().write(value))
            .orElseGet(() -> indent + "#" + key.name() + ": " + key.example()));
  }

  private static void comment(List<String> lines, String indent, String sentences) {
    StringBuilder line = new StringBuilder(indent + "#");
    for (String word : sentences.split(" ")) {
      if (line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(indent + "#");
      }
      line.append(' ').append(word);
    }
    lines.add(line.toString());
  }
}
