package io.cellwitness.gateway.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The configuration an agent has without a file, for tests that begin with it. */
public final class TestSettings {

  private TestSettings() {}

  /**
   * The defaults.
   *
   * @param stateDir where the agent keeps everything
   * @param schemes of the sources it knows
   * @return complete settings
   */
  public static Settings defaults(Path stateDir, Set<String> schemes) {
    return loader(stateDir, schemes).defaults();
  }

  /**
   * The same with a file that must be good.
   *
   * @param stateDir where the agent keeps everything
   * @param schemes of the sources it knows
   * @param file YAML
   * @return complete settings
   */
  public static Settings read(Path stateDir, Set<String> schemes, Path file) {
    LoadResult result = loader(stateDir, schemes).load(file);
    if (result instanceof LoadResult.Loaded loaded) {
      return loaded.settings();
    }
    throw new AssertionError(result.toString());
  }

  private static SettingsLoader loader(Path stateDir, Set<String> schemes) {
    return new SettingsLoader(
        new Environment(Map.of("STATE_DIRECTORY", stateDir.toString()), schemes));
  }
}
