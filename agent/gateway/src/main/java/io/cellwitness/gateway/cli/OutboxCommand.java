package io.cellwitness.gateway.cli;

import picocli.CommandLine.Command;

/** What an operator does with the messages on their way to the broker. */
@Command(
    name = "outbox",
    synopsisSubcommandLabel = "list|retry",
    description = "The messages on their way to the broker.")
public final class OutboxCommand extends VerbGroup {}
