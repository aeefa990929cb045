package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Errors read alike, whoever throws them: they stand behind {@code cellwitness:} or a file's name,
 * so they begin small, unless with a name, and end without a full stop.
 */
class ErrorStyleTest {

  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final List<String> MODULES = List.of("drivers", "agent");
  private static final Pattern THROWN =
      Pattern.compile(
          "new (?:Failure|(?:Driver|Store|Report|Uplink|Link)Exception)\\("
              + "((?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^\";])*+);");
  private static final Pattern STOP = Pattern.compile("[^.]\\.\"\\s*[,)]");
  private static final Pattern CAPITAL = Pattern.compile("(?:^|,)\\s*\"([A-Z][a-z]+ [^\"]*)\"");

  @Test
  void errorsBeginSmallAndEndWithoutAFullStop() throws IOException {
    Set<String> wrong = new TreeSet<>();
    int found = 0;
    for (Path file : sources()) {
      Matcher thrown = THROWN.matcher(Files.readString(file));
      while (thrown.find()) {
        found++;
        String arguments = thrown.group(1);
        if (STOP.matcher(arguments).find() || CAPITAL.matcher(arguments).find()) {
          wrong.add(file.getFileName() + ": " + arguments.replaceAll("\\s+", " "));
        }
      }
    }
    assertTrue(found > 200, "only " + found + " errors found: the search is broken");
    assertEquals(Set.of(), wrong);
  }

  private static List<Path> sources() throws IOException {
    TreeSet<Path> found = new TreeSet<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> file.toString().contains("/src/main/"))
            .forEach(found::add);
      }
    }
    return List.copyOf(found);
  }
}
