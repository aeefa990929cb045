package io.cellwitness.can.serial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The program that has a device open, as /proc tells it.
 *
 * @param pid its process id
 * @param program its name
 */
public record PortHolder(long pid, String program) {

  private static final Path PROC = Path.of("/proc");

  /**
   * Looks for another process that has a device open. Processes of other users are seen by root
   * only.
   *
   * @param device path of the device, a symbolic link or not
   * @return the first one found, or empty when none is visible
   */
  public static Optional<PortHolder> of(Path device) {
    Path real;
    try {
      real = device.toRealPath();
    } catch (IOException e) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        long pid = Long.parseLong(process.getFileName().toString());
        if (pid != ProcessHandle.current().pid() && hasOpen(process, real)) {
          return Optional.of(new PortHolder(pid, name(process)));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // No /proc here: nothing can be said.
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean hasOpen(Path process, Path device) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (Files.isSymbolicLink(file) && Files.readSymbolicLink(file).equals(device)) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // It has ended meanwhile, or belongs to another user.
      return false;
    }
    return false;
  }

  private static String name(Path process) {
    try {
      String name = Files.readString(process.resolve("comm"), StandardCharsets.ISO_8859_1).strip();
      return name.replaceAll("[^\\x20-\\x7E]", "?");
    } catch (IOException e) {
      // It has ended meanwhile.
      return "a program that has just ended";
    }
  }

  @Override
  public String toString() {
    return program + " (process " + pid + ")";
  }
}
