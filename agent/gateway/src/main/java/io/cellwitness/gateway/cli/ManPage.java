package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Version;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** One verb as a page for {@code man}, in the man(7) macros. Same verbs, same bytes. */
final class ManPage {

  private final CommandSpec verb;
  private final StringBuilder page = new StringBuilder();

  private ManPage(CommandSpec verb) {
    this.verb = verb;
  }

  /** The page's name: {@code cellwitness-config-check}. */
  static String name(CommandSpec verb) {
    return verb.qualifiedName("-");
  }

  /** The page's source. */
  static String text(CommandSpec verb) {
    return new ManPage(verb).write();
  }

  private String write() {
    line(
        ".TH "
            + name(verb).toUpperCase(Locale.ROOT).replace("-", "\\-")
            + " 1 \"\" \"cellwitness "
            + Version.SOFTWARE
            + "\" \"CellWitness\"");
    heading("NAME");
    line(escaped(name(verb)) + " \\- " + escaped(firstWords()));
    heading("SYNOPSIS");
    synopsis();
    heading("DESCRIPTION");
    text(description());
    if (!verb.subcommands().isEmpty()) {
      heading("COMMANDS");
      verb.subcommands().values().stream()
          .map(sub -> sub.getCommandSpec())
          .filter(sub -> !sub.usageMessage().hidden())
          .forEach(sub -> item(bold(name(sub)) + "(1)", List.of(sub.usageMessage().description())));
    }
    if (!verb.positionalParameters().isEmpty()) {
      heading("ARGUMENTS");
      verb.positionalParameters().forEach(a -> item(italic(a.paramLabel()), described(a)));
    }
    heading("OPTIONS");
    verb.options().stream().filter(o -> !o.hidden()).forEach(o -> item(option(o), described(o)));
    Map<String, String> codes = verb.root().usageMessage().exitCodeList();
    heading("EXIT STATUS");
    codes.forEach((code, meaning) -> item(bold(code.strip()), List.of(meaning)));
    if (verb.parent() != null) {
      heading("SEE ALSO");
      line(bold(name(verb.parent())) + "(1)");
    }
    return page.toString();
  }

  private void synopsis() {
    StringBuilder line = new StringBuilder(bold(verb.qualifiedName()));
    for (OptionSpec option : verb.options()) {
      if (!option.hidden()) {
        line.append(option.required() ? " " + option(option) : " [" + option(option) + "]");
      }
    }
    for (PositionalParamSpec argument : verb.positionalParameters()) {
      String label = italic(argument.paramLabel()) + (argument.arity().max() > 1 ? " ..." : "");
      line.append(argument.required() ? " " + label : " [" + label + "]");
    }
    if (!verb.subcommands().isEmpty()) {
      line.append(' ').append(italic("COMMAND"));
    }
    line(line.toString());
  }

  private static String option(OptionSpec option) {
    String names = String.join(", ", List.of(option.names()));
    boolean takesValue = option.arity().max() > 0;
    return bold(names) + (takesValue ? " " + italic(option.paramLabel()) : "");
  }

  private static List<String> described(ArgSpec argument) {
    return List.of(argument.description());
  }

  private String description() {
    return String.join(" ", verb.usageMessage().description());
  }

  /** What {@code apropos} lists: the description up to its first stop. */
  private String firstWords() {
    String first = description().split("[.;:] |[.]$", 2)[0];
    return first.isEmpty() ? "an independent witness of battery health" : first;
  }

  private void heading(String title) {
    line(".SH " + title);
  }

  private void item(String tag, List<String> texts) {
    line(".TP");
    line(tag);
    texts.forEach(this::text);
  }

  private void text(String text) {
    line(escaped(text.replace("%n", " ").replace("%%", "%")));
  }

  private void line(String line) {
    page.append(line).append('\n');
  }

  private static String bold(String text) {
    return "\\fB" + escaped(text) + "\\fR";
  }

  private static String italic(String text) {
    return "\\fI" + escaped(text) + "\\fR";
  }

  /** A backslash would start a macro, a hyphen become a dash, a dot in front a request. */
  private static String escaped(String text) {
    String safe = text.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti");
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }
}
