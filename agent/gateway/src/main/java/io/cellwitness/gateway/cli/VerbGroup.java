package io.cellwitness.gateway.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A verb that only groups others: alone it says which there are. */
abstract class VerbGroup implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "'" + spec.name() + "' needs one of: " + String.join(", ", spec.subcommands().keySet()));
  }
}
