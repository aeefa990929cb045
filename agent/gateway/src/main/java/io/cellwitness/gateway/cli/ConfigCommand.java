package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.ConfigSample;
import io.cellwitness.gateway.config.LoadResult;
import io.cellwitness.gateway.config.Problem;
import io.cellwitness.gateway.config.SettingsLoader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks a configuration, or prints the documented sample. */
@Command(
    name = "config",
    synopsisSubcommandLabel = "check|sample",
    description = "Check a configuration file, or print the documented sample.")
public final class ConfigCommand extends VerbGroup {

  /** Reports every problem of a file at once. Never touches the network. */
  @Command(name = "check", description = "Report everything that is wrong with a file.")
  public static final class CheckFile implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file, else --config.")
    Path file;

    @Mixin private CommonOptions common;

    private final Console console;
    private final SettingsLoader loader;

    /**
     * Makes the verb.
     *
     * @param tools what it works with
     * @param loader reads configuration files
     */
    public CheckFile(Tools tools, SettingsLoader loader) {
      this.console = tools.console();
      this.loader = loader;
    }

    @Override
    public Integer call() throws Failure {
      Path chosen = file == null ? common.config : file;
      if (chosen == null) {
        throw new Failure(ExitCode.USAGE, "name the file to check, or give --config FILE");
      }
      ObjectNode event = Console.event("config").put("file", chosen.toString());
      ArrayNode problems = event.putArray("problems");
      if (loader.load(chosen) instanceof LoadResult.Problems bad) {
        for (Problem problem : bad.problems()) {
          problems.add(problem.toString());
          console.say(problem.toString());
        }
        console.emit(event);
        return ExitCode.CONFIGURATION.number();
      }
      console.emit(event);
      console.say(chosen + " is good");
      return ExitCode.OK.number();
    }
  }

  /** Prints the sample. */
  @Command(name = "sample", description = "Print a configuration with every setting explained.")
  public static final class Sample implements Callable<Integer> {

    @Mixin private CommonOptions common;

    private final Console console;

    /**
     * Makes the verb.
     *
     * @param tools what it works with
     */
    public Sample(Tools tools) {
      this.console = tools.console();
    }

    @Override
    public Integer call() {
      console.emit(Console.event("sample").put("yaml", ConfigSample.text()));
      console.verbatim(ConfigSample.text().stripTrailing());
      return ExitCode.OK.number();
    }
  }
}
