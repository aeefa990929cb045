package io.cellwitness.gateway.cli;

import picocli.CommandLine.Command;

/** Placeholder. */
@Command(name = "probe", synopsisSubcommandLabel = "opcua", description = "Look what is there.")
public final class ProbeCommand extends VerbGroup {}
