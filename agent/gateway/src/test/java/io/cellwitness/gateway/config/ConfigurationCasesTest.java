package io.cellwitness.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of {@code src/test/resources/config} is a wrong configuration and what is said. */
class ConfigurationCasesTest {

  private static final Path CASES = Path.of("src/test/resources/config");

  static Stream<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysEverythingThatIsWrongAtOnce(Path folder) throws IOException {
    LoadResult result = loader().load(folder.resolve("agent.yaml"));
    List<String> said =
        result instanceof LoadResult.Problems problems
            ? problems.problems().stream()
                .map(p -> p.toString().substring(folder.toString().length() + 1))
                .toList()
            : List.of();
    assertEquals(Files.readString(folder.resolve("expected.txt")), String.join("\n", said) + "\n");
  }

  @Test
  void neverRepeatsASecretOrAVin() {
    String said = loader().load(CASES.resolve("everything-wrong/agent.yaml")).toString();
    assertTrue(said.contains("secret is never written"), said);
    assertTrue(!said.contains("hunter2") && !said.contains("WVWZZZ"), said);
  }

  private static SettingsLoader loader() {
    return new SettingsLoader(
        new Environment(Map.of("HOME", "/home/nobody"), Set.of("elm327", "slcan", "sim")));
  }
}
