package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads what somebody says is a report. */
final class ReportBytes {

  /** A report is a few hundred kilobytes; more than this is none. */
  private static final long MAX_BYTES = 8 << 20;

  private ReportBytes() {}

  static byte[] read(Path file) throws Failure {
    try {
      if (Files.isDirectory(file)) {
        throw new Failure(ExitCode.USAGE, file + " is a folder; give the report.jws in it");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new Failure(ExitCode.BAD_DATA, file + " is too large to be a report");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new Failure(ExitCode.INPUT_OUTPUT, file + " does not exist; give a report.jws", e);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT, file + " cannot be read; give a report.jws you may read", e);
    }
  }
}
