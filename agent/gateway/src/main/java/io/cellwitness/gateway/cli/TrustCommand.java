package io.cellwitness.gateway.cli;

import picocli.CommandLine.Command;

/** Placeholder. */
@Command(name = "trust", description = "Whom to trust.")
public final class TrustCommand extends VerbGroup {

  /** Placeholder. */
  @Command(name = "add")
  public static final class Add extends VerbGroup {}

  /** Placeholder. */
  @Command(name = "remove")
  public static final class Remove extends VerbGroup {}

  /** Placeholder. */
  @Command(name = "list")
  public static final class ListAll extends VerbGroup {}
}
