package io.cellwitness.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

  @Test
  void serviceKeepsItsStateWhereSystemdMadeTheFolder() {
    assertState(
        "/var/lib/cellwitness",
        Map.of("STATE_DIRECTORY", "/var/lib/cellwitness", "XDG_STATE_HOME", "/x", "HOME", "/h"));
    assertState("/var/lib/a", Map.of("STATE_DIRECTORY", "/var/lib/a:/var/lib/b"));
  }

  /** XDG Base Directory Specification: paths must be absolute, a relative one is ignored. */
  @Test
  void personKeepsItWhereTheDesktopSays() {
    assertState("/x/cellwitness", Map.of("XDG_STATE_HOME", "/x", "HOME", "/h"));
    assertState("/h/.local/state/cellwitness", Map.of("HOME", "/h"));
    assertState("/h/.local/state/cellwitness", Map.of("XDG_STATE_HOME", "x", "HOME", "/h"));
    assertState("/h/.local/state/cellwitness", Map.of("XDG_STATE_HOME", "", "HOME", "/h"));
  }

  private static void assertState(String expected, Map<String, String> variables) {
    assertEquals(Path.of(expected), new Environment(variables, Set.of()).stateDirectory());
  }
}
