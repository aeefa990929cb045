package io.cellwitness.gateway.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the configuration is read against, besides its files.
 *
 * @param variables environment variables: {@code HOME}, {@code XDG_STATE_HOME} and, under systemd,
 *     {@code STATE_DIRECTORY} and {@code CREDENTIALS_DIRECTORY}
 * @param installed source schemes the installed drivers serve, such as {@code elm327}; asked only
 *     for a configuration that names sources
 */
public record Environment(Map<String, String> variables, Supplier<Set<String>> installed) {

  /** Copies the map. */
  public Environment {
    variables = Map.copyOf(variables);
    Objects.requireNonNull(installed, "installed");
  }

  /**
   * With schemes that are known already.
   *
   * @param variables environment variables
   * @param schemes source schemes
   */
  public Environment(Map<String, String> variables, Set<String> schemes) {
    this(variables, () -> schemes);
  }

  /**
   * The source schemes that can be read here.
   *
   * @return such as {@code elm327}
   */
  public Set<String> schemes() {
    return installed.get();
  }

  /**
   * The folder of store, keys and trust list when nothing else is said: {@code $STATE_DIRECTORY}
   * (systemd sets it to {@code /var/lib/cellwitness}), else {@code cellwitness} in {@code
   * $XDG_STATE_HOME}, else in {@code ~/.local/state}. As the XDG base directory specification asks,
   * a relative path in either variable counts as unset.
   *
   * @return an absolute folder, existing or not
   */
  public Path stateDirectory() {
    // systemd separates several directories with colons; the unit asks for one.
    return absolute("STATE_DIRECTORY", value -> value.split(":", 2)[0])
        .or(() -> absolute("XDG_STATE_HOME", value -> value).map(d -> d.resolve("cellwitness")))
        .orElseGet(() -> home().resolve(".local/state/cellwitness"));
  }

  /** The user's home folder. */
  Path home() {
    return absolute("HOME", value -> value)
        .orElseGet(() -> Path.of(System.getProperty("user.home")));
  }

  /** The folder systemd puts credentials into, when it started us with any. */
  Optional<Path> credentials() {
    return absolute("CREDENTIALS_DIRECTORY", value -> value);
  }

  private Optional<Path> absolute(String name, java.util.function.UnaryOperator<String> part) {
    return Optional.ofNullable(variables.get(name))
        .map(part)
        .filter(value -> value.startsWith("/"))
        .map(Path::of);
  }
}
