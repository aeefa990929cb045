package io.cellwitness.gateway.cli;

import picocli.CommandLine.Command;

/** Commands to gateways elsewhere. */
@Command(
    name = "command",
    synopsisSubcommandLabel = "(sign)",
    description = "Signed commands to gateways elsewhere.")
public final class CommandVerb extends VerbGroup {}
