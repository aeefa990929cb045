package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.LoadResult;
import io.cellwitness.gateway.config.Problem;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.config.SettingsLoader;
import io.cellwitness.report.html.Language;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts the configuration file, the defaults and the command line together. */
public final class SettingsSource {

  private final SettingsLoader loader;

  /**
   * Makes the source.
   *
   * @param loader reads configuration files
   */
  public SettingsSource(SettingsLoader loader) {
    this.loader = loader;
  }

  /**
   * The settings of one run.
   *
   * @param options as given on the command line
   * @return complete settings
   * @throws Failure USAGE for a language we do not speak, CONFIGURATION with every problem of the
   *     file, one a line
   */
  public Settings of(CommonOptions options) throws Failure {
    if (options.lang != null && Language.of(options.lang).isEmpty()) {
      throw new Failure(
          ExitCode.USAGE, "--lang '" + options.lang + "' is not one of nl, en, de or fr");
    }
    return base(options)
        .overriddenBy(
            Optional.ofNullable(options.stateDir).map(p -> p.toAbsolutePath().normalize()),
            Optional.ofNullable(options.out).map(p -> p.toAbsolutePath().normalize()),
            Optional.ofNullable(options.lang));
  }

  private Settings base(CommonOptions options) throws Failure {
    if (options.config == null) {
      return loader.defaults();
    }
    LoadResult result = loader.load(options.config);
    if (result instanceof LoadResult.Problems bad) {
      throw new Failure(
          ExitCode.CONFIGURATION,
          bad.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
    return ((LoadResult.Loaded) result).settings();
  }
}
