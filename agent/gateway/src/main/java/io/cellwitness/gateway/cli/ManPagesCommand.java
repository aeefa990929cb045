package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the manual: one page for each verb. The packages are built with it. */
@Command(
    name = "man-pages",
    hidden = true,
    description = "Write the manual pages of all verbs into a folder.")
public final class ManPagesCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "Folder for the pages.")
  Path folder;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  private final Console console;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public ManPagesCommand(Tools tools) {
    this.console = tools.console();
  }

  @Override
  public Integer call() throws Failure {
    try {
      Files.createDirectories(folder);
      int pages = write(spec.root());
      console.emit(Console.event("manual").put("folder", folder.toString()).put("pages", pages));
      console.say(Counted.of(pages, "page") + " in " + folder);
      return ExitCode.OK.number();
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT,
          folder + " cannot be written; check its owner and mode, or name another folder",
          e);
    }
  }

  private int write(CommandSpec verb) throws IOException {
    if (verb.usageMessage().hidden()) {
      return 0;
    }
    Files.writeString(folder.resolve(ManPage.name(verb) + ".1"), ManPage.text(verb));
    int pages = 1;
    for (CommandLine sub : verb.subcommands().values()) {
      pages += write(sub.getCommandSpec());
    }
    return pages;
  }
}
