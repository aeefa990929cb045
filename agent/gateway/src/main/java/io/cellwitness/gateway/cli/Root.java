package io.cellwitness.gateway.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program without a verb: says how to go on. */
@Command(
    name = "cellwitness",
    description = "An independent, signed witness of an EV battery's health.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done and good",
      " 1:finished, but the answer is negative: a report not valid, a measured SoH refused",
      " 2:the command line was written wrongly",
      "65:the input data cannot be right",
      "69:adapter, ECU, server or broker not available",
      "70:a defect of CellWitness",
      "74:reading or writing on this machine failed",
      "78:the configuration is wrong"
    })
public final class Root implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing, such as 'cellwitness demo'");
  }
}
