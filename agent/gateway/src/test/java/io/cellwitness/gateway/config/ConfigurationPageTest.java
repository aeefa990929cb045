package io.cellwitness.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference page names every setting there is, with its default, and no other. */
class ConfigurationPageTest {

  private static final Path PAGE = Path.of("../../docs/reference/configuration.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (?:`([^`]*)`)?");

  @Test
  void namesEverySettingWithItsDefault() throws IOException {
    List<String> written =
        ROW.matcher(Files.readString(PAGE))
            .results()
            .map(row -> row.group(1) + " = " + (row.group(2) == null ? "" : row.group(2)))
            // Defaults that follow from other settings are described there in words.
            .map(row -> row.replaceAll("= (reports|trust\\.json|cellwitness-SITE-NAME)$", "= "))
            .toList();
    List<String> known = new ArrayList<>();
    Stream.concat(Stream.of(Keys.TOP), Keys.SECTIONS.stream())
        .forEach(
            section ->
                section.keys().forEach(key -> known.add(row(section.path(key.name()), key))));
    Keys.SOURCES.keys().forEach(key -> known.add(row("sources[]." + key.name(), key)));
    assertEquals(known, written);
  }

  private static <T> String row(String path, Key<T> key) {
    return path + " = " + key.defaultValue().map(key.type()::write).orElse("");
  }
}
