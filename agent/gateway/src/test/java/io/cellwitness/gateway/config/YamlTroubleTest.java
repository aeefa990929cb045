package io.cellwitness.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTroubleTest {

  @TempDir Path folder;

  /** Whoever edits a file at a workshop does not know what a block mapping is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "1 | language: \"en | quotation mark",
        "1 | language: 'en | quotation mark",
        "1 | language: en: nl | colon",
        "2 | language: en;outDir | colon is missing",
        "1 | profileDirectories: [a, b | ]",
        "1 | gateway: {name: a | }",
        "1 | language: @en | quotation marks",
        "3 | gateway:;  name: a; site: b | indented",
        "2 | gateway:;\tname: a | tab",
      })
  void saysWhatToDoAndQuotesNeitherParserNorFile(int line, String text, String telling)
      throws IOException {
    Path file = Files.writeString(folder.resolve("agent.yaml"), text.replace(';', '\n') + "\n");
    List<Problem> problems = new ArrayList<>();

    YamlReader.read(file, problems);

    assertEquals(1, problems.size(), problems.toString());
    String sentence = problems.get(0).toString();
    assertTrue(sentence.contains(telling), sentence);
    assertTrue(sentence.contains("agent.yaml:" + line + ":"), sentence);
    for (String jargon : List.of("while", "block", "flow", "scalar", "token", "mapping")) {
      assertFalse(sentence.contains(jargon), sentence);
    }
  }
}
