package io.cellwitness.gateway.cli;

import picocli.CommandLine.Command;

/** Whom this gateway believes: signers of reports, and OPC UA servers. */
@Command(
    name = "trust",
    synopsisSubcommandLabel = "(add|remove|list|sign)",
    description = "Whom to trust: signers of reports, and OPC UA servers.")
public final class TrustCommand extends VerbGroup {}
