package io.cellwitness.gateway.cli;

import picocli.CommandLine.Command;

/** What an operator does with the store. */
@Command(
    name = "store",
    synopsisSubcommandLabel = "status|export|prune|backup|erase",
    description = "The readings and reports on this machine.")
public final class StoreCommand extends VerbGroup {}
