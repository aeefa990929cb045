package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Console;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete our command line. */
@Command(
    name = "completion",
    description = "Print completions for bash and zsh: source <(cellwitness completion).")
public final class CompletionCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  private final Console console;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public CompletionCommand(Tools tools) {
    this.console = tools.console();
  }

  @Override
  public Integer call() {
    String script = AutoComplete.bash(spec.root().name(), spec.root().commandLine());
    console.emit(Console.event("completion").put("script", script));
    console.verbatim(script.stripTrailing());
    return 0;
  }
}
