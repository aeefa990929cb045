package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a whole file the operator named. */
final class InputFile {

  private InputFile() {}

  static byte[] read(Path file, long largestBytes) throws Failure {
    if (Files.isDirectory(file)) {
      throw new Failure(ExitCode.INPUT_OUTPUT, file + " is a folder; name a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes((int) largestBytes + 1);
      if (bytes.length > largestBytes) {
        throw new Failure(
            ExitCode.BAD_DATA, file + " is larger than " + largestBytes / 1_000_000 + " MB");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new Failure(ExitCode.INPUT_OUTPUT, file + " does not exist", e);
    } catch (IOException e) {
      throw new Failure(ExitCode.INPUT_OUTPUT, file + " cannot be read", e);
    }
  }
}
