package io.cellwitness.gateway.cli;

import io.cellwitness.can.profile.Problem;
import io.cellwitness.can.profile.ProfileException;
import io.cellwitness.can.profile.ProfileReader;
import io.cellwitness.can.profile.VehicleProfile;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks profile files and tells everything that is wrong in them. */
@Command(name = "lint", description = "Check vehicle profile files; tell every problem at once.")
public final class VehiclesLint implements Callable<Integer> {

  private static final long LARGEST_FILE_BYTES = 2_000_000;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Profile files.")
  List<Path> files;

  @Mixin private CommonOptions common;

  private final Console console;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public VehiclesLint(Tools tools) {
    this.console = tools.console();
  }

  @Override
  public Integer call() throws Failure {
    ExitCode worst = ExitCode.OK;
    for (Path file : files) {
      ObjectNode event = Console.event("lint").put("file", file.toString());
      ArrayNode problems = event.putArray("problems");
      try {
        VehicleProfile profile =
            ProfileReader.read(file.toString(), InputFile.read(file, LARGEST_FILE_BYTES));
        event.put("id", profile.id());
        console.say(file + ": good, " + summary(profile));
      } catch (ProfileException e) {
        worst = ExitCode.BAD_DATA;
        for (Problem problem : e.problems()) {
          problems
              .addObject()
              .put("line", problem.line())
              .put("pointer", problem.pointer())
              .put("text", problem.what());
          String where = problem.pointer().isEmpty() ? "" : problem.pointer() + " ";
          console.say(file + ":" + problem.line() + ": " + where + problem.what());
        }
      }
      console.emit(event);
    }
    return worst.number();
  }

  private static String summary(VehicleProfile profile) {
    return profile.id()
        + " with "
        + profile.places().size()
        + " places of signals"
        + (profile.unverified() ? ", imported and unverified" : "");
  }
}
