package io.cellwitness.gateway.accuracy;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Sourced;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Reads a {@code cases.csv}: {@code case_id, file, session, chemistry, n_series, q_nom_Ah, expect,
 * truth_Ah, …}; the recordings are found beside it.
 */
final class CaseFile {

  private static final List<String> NEEDED =
      List.of(
          "case_id", "file", "session", "chemistry", "n_series", "q_nom_Ah", "expect", "truth_Ah");

  private final Path path;
  private final List<String> header;

  private CaseFile(Path path, List<String> header) {
    this.path = path;
    this.header = header;
  }

  static List<AccuracyCase> read(Path path) throws Failure {
    List<String> lines;
    try {
      lines = Files.readAllLines(path);
    } catch (CharacterCodingException e) {
      throw bad(path + " is not a text file; give a cases.csv", e);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT, "the list of cases " + path + " cannot be read; check --cases", e);
    }
    if (lines.isEmpty()) {
      throw bad(path + " is empty; its first line must name the columns", null);
    }
    List<String> header = split(lines.get(0));
    for (String column : NEEDED) {
      if (!header.contains(column)) {
        throw bad(path + " has no column '" + column + "'; see docs/reference/cli.md", null);
      }
    }
    CaseFile file = new CaseFile(path, header);
    List<AccuracyCase> cases = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        cases.add(file.parse(lines.get(i), i + 1));
      }
    }
    return cases;
  }

  private AccuracyCase parse(String line, int number) throws Failure {
    List<String> fields = split(line);
    if (fields.size() != header.size()) {
      throw bad(
          path + ":" + number + ": " + fields.size() + " fields, the header has " + header.size(),
          null);
    }
    try {
      Optional<Double> nominalAh = figure(fields, "q_nom_Ah");
      Optional<Double> truthAh = figure(fields, "truth_Ah");
      return new AccuracyCase(
          text(fields, "case_id"),
          path.resolveSibling(text(fields, "file")),
          Optional.of(text(fields, "session")).filter(s -> !s.isEmpty()),
          new PackFacts(
              Chemistry.valueOf(text(fields, "chemistry").toUpperCase(Locale.ROOT)),
              figure(fields, "n_series")
                  .map(n -> OptionalInt.of(n.intValue()))
                  .orElse(OptionalInt.empty()),
              nominalAh.map(ah -> new Sourced(ah, path.getFileName().toString())),
              Optional.empty(),
              Optional.empty()),
          AccuracyCase.Expectation.valueOf(text(fields, "expect").toUpperCase(Locale.ROOT)),
          truthAh.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
    } catch (IllegalArgumentException e) {
      throw bad(
          path + ":" + number + ": a number, chemistry or expectation that cannot be right", e);
    }
  }

  private String text(List<String> fields, String column) {
    return fields.get(header.indexOf(column)).strip();
  }

  private Optional<Double> figure(List<String> fields, String column) {
    String text = text(fields, column);
    return text.isEmpty() ? Optional.empty() : Optional.of(Double.parseDouble(text));
  }

  /** Splits one line of RFC 4180 without line breaks inside fields. */
  static List<String> split(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  private static Failure bad(String message, Throwable cause) {
    return new Failure(ExitCode.BAD_DATA, message, cause);
  }
}
