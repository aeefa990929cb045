package io.cellwitness.gateway.session;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where reports go: tried before hours are spent on measuring. */
final class ReportFolder {

  private ReportFolder() {}

  /**
   * Makes the folder and writes into it once.
   *
   * @throws Failure when that is not possible
   */
  static void prepare(Path outDir) throws Failure {
    try {
      Files.createDirectories(outDir);
      Files.delete(Files.createTempFile(outDir, ".try", ""));
    } catch (IOException | UnsupportedOperationException e) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT,
          "reports cannot be written to " + outDir + "; make room, or choose another --out",
          e);
    }
  }
}
