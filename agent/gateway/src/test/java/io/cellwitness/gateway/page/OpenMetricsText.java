package io.cellwitness.gateway.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reader of the OpenMetrics text format 1.0.0, for the types we write. It takes what the
 * specification allows and refuses everything else with the line.
 */
public final class OpenMetricsText {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern METADATA =
      Pattern.compile("# (TYPE|UNIT|HELP) ([^ ]+) (.*)", Pattern.DOTALL);
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[^}]*})? (-?\\d+(?:\\.\\d+)?)");
  private static final Pattern LABELS =
      Pattern.compile(
          "\\{([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\""
              + "(?:,([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\")*}");
  private static final Pattern ESCAPED = Pattern.compile("(?:[^\\\\\"\\n]|\\\\[\\\\\"n])*");
  private static final Set<String> RESERVED =
      Set.of("_total", "_created", "_count", "_sum", "_bucket", "_gcount", "_gsum", "_info");

  /** Suffix of the samples of a type. */
  private static final Map<String, String> SUFFIX =
      Map.of("counter", "_total", "gauge", "", "info", "_info");

  private final Map<String, Double> samples = new LinkedHashMap<>();
  private final Set<String> closed = new TreeSet<>();
  private final Set<String> said = new TreeSet<>();
  private String family = "";
  private String type = "";
  private boolean sampled;

  private OpenMetricsText() {}

  /**
   * Reads an exposition.
   *
   * @param text the whole body
   * @return samples by name and labels
   * @throws IllegalArgumentException naming the first line that may not stand there
   */
  public static Map<String, Double> parse(String text) {
    if (!text.endsWith("\n# EOF\n")) {
      throw new IllegalArgumentException("the end is not marked by a line # EOF");
    }
    OpenMetricsText reader = new OpenMetricsText();
    List<String> lines = List.of(text.substring(0, text.length() - 7).split("\n", -1));
    for (String line : lines) {
      try {
        reader.line(line);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(e.getMessage() + ": " + line, e);
      }
    }
    return reader.samples;
  }

  private void line(String line) {
    if (line.startsWith("#")) {
      Matcher metadata = METADATA.matcher(line);
      require(metadata.matches(), "neither TYPE, UNIT nor HELP");
      metadata(metadata.group(1), metadata.group(2), metadata.group(3));
      return;
    }
    Matcher sample = SAMPLE.matcher(line);
    require(sample.matches(), "no sample");
    String labels = sample.group(2);
    require(labels == null || LABELS.matcher(labels).matches(), "labels are not well formed");
    require(
        sample.group(1).equals(family + SUFFIX.get(type)), "not a sample of the family " + family);
    String key = sample.group(1) + (labels == null ? "" : labels);
    double value = Double.parseDouble(sample.group(3));
    require(samples.put(key, value) == null, "the same sample twice");
    require(!type.equals("counter") || value >= 0, "a counter below zero");
    require(!type.equals("info") || value == 1, "an info that is not 1");
    sampled = true;
  }

  private void metadata(String what, String name, String content) {
    require(NAME.matcher(name).matches(), "no name of a metric");
    if (!name.equals(family)) {
      require(what.equals("TYPE"), "a family that does not begin with its type");
      require(!closed.contains(name), "a family in two pieces");
      closed.add(name);
      said.clear();
      family = name;
      sampled = false;
    }
    require(!sampled, "metadata behind samples");
    require(said.add(what), what + " twice");
    switch (what) {
      case "TYPE" -> {
        require(SUFFIX.containsKey(content), "an unknown type");
        require(RESERVED.stream().noneMatch(name::endsWith), "a reserved suffix");
        type = content;
      }
      case "UNIT" -> {
        require(name.endsWith("_" + content), "a name that does not end with its unit");
        require(!type.equals("info"), "an info with a unit");
      }
      default -> require(ESCAPED.matcher(content).matches(), "help that is not escaped");
    }
  }

  private static void require(boolean allowed, String otherwise) {
    if (!allowed) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
