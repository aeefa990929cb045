package io.cellwitness.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.health.RefusalCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the list of codes in the documentation against the method's own source. */
class FindingCodesTest {

  private static final Path METHOD = Path.of("../health/src/main/java/io/cellwitness/health");
  private static final Path PAGE = Path.of("../../docs/reference/report.md");

  private static final Pattern CODE = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"");
  private static final Pattern MADE =
      Pattern.compile(
          "(?:new Finding|\\bfinding|\\balarm|\\badvice)\\(\\s*(?:\\w+ \\? \"(\\w+)\" : )?"
              + "\"([A-Z][A-Z0-9_]+)\",\\s*(?:Finding\\.Severity\\.(\\w+))?");

  /** The severity that a file gives to all codes it passes through a method of its own. */
  private static final Pattern COMMON =
      Pattern.compile("new Finding\\(\\s*code,\\s*Finding\\.Severity\\.(\\w+)");

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z_0-9]+)` \\| (\\w+) \\| (\\S.*\\S) \\|$");

  @Test
  void everyFindingAndAlarmIsListedWithItsSeverity() throws IOException {
    Map<String, String> listed = new TreeMap<>();
    ROW.matcher(Files.readString(PAGE))
        .results()
        .forEach(row -> listed.put(row.group(1), row.group(2)));
    Map<String, String> made = new TreeMap<>();
    Set<String> named = new TreeSet<>();
    for (Path file : sources()) {
      String source = Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "");
      CODE.matcher(source).results().forEach(code -> named.add(code.group(1)));
      var common = COMMON.matcher(source);
      String otherwise = common.find() ? common.group(1) : "?";
      MADE.matcher(source)
          .results()
          .forEach(
              finding -> {
                String severity = finding.group(3) == null ? otherwise : finding.group(3);
                made.put(finding.group(2), severity.toLowerCase(Locale.ROOT));
                if (finding.group(1) != null) {
                  made.put(finding.group(1), severity.toLowerCase(Locale.ROOT));
                }
              });
    }
    assertTrue(made.size() > 50, "only " + made.size() + " found: the search is broken");
    named.removeAll(made.keySet());
    assertEquals(Set.of(), named, "codes made in a way this test does not see");
    assertEquals(made, listed);
  }

  @Test
  void everyRefusalIsListed() throws IOException {
    String page = Files.readString(PAGE);
    Set<String> missing = new TreeSet<>();
    for (RefusalCode code : RefusalCode.values()) {
      if (!page.contains("`" + code + "`")) {
        missing.add(code.name());
      }
    }
    assertEquals(Set.of(), missing);
  }

  private static Set<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(METHOD)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
    }
  }
}
