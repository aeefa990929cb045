package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads what somebody says is a report. */
final class ReportBytes {

  /** A report is a few hundred kilobytes; more than this is none. */
  private static final int MAX_BYTES = 8 << 20;

  private ReportBytes() {}

  /**
   * Reads a signed report or the text of a QR code. Inside, every byte counts; one line end after
   * it does not, because editors and shells put it there.
   */
  static byte[] signed(Path file) throws Failure {
    byte[] bytes = read(file);
    int end = bytes.length;
    if (end > 0 && bytes[end - 1] == '\n') {
      end--;
      if (end > 0 && bytes[end - 1] == '\r') {
        end--;
      }
    }
    return Arrays.copyOf(bytes, end);
  }

  static byte[] read(Path file) throws Failure {
    try {
      if (Files.isDirectory(file)) {
        throw new Failure(ExitCode.USAGE, file + " is a folder; give the report.jws in it");
      }
      // Not the size of the file: a device has none and never ends.
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
          throw new Failure(ExitCode.BAD_DATA, file + " is too large to be a report");
        }
        return bytes;
      }
    } catch (NoSuchFileException e) {
      throw new Failure(ExitCode.INPUT_OUTPUT, file + " does not exist; give a report.jws", e);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT, file + " cannot be read; give a report.jws you may read", e);
    }
  }
}
