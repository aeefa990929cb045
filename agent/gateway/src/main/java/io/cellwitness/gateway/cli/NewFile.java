package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A file a verb writes: under another name until it is whole, so that one that was there before is
 * replaced by a whole one or not at all.
 */
final class NewFile implements AutoCloseable {

  private final Path target;
  private final Path part;

  private NewFile(Path target, Path part) {
    this.target = target;
    this.part = part;
  }

  /**
   * Checks where the file goes.
   *
   * @param force whether one that is there may be replaced; never one of the agent's own
   * @param stateDir the agent's own folder: its keys, store and reports
   * @throws Failure USAGE when it exists or its folder does not
   */
  static NewFile at(Path file, boolean force, Path stateDir) throws Failure {
    Path target = file.toAbsolutePath().normalize();
    if (Files.exists(target) && real(target).startsWith(real(stateDir))) {
      throw new Failure(
          ExitCode.USAGE,
          file + " is a file of the agent's own folder and is never replaced; choose another name");
    }
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
        && !Files.isDirectory(target)
        && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      // Replacing would remove the device, pipe or link itself.
      throw new Failure(ExitCode.USAGE, file + " is not a regular file; choose another name");
    }
    if (Files.isDirectory(target) || (!force && Files.exists(target))) {
      throw new Failure(
          ExitCode.USAGE,
          file
              + (Files.isDirectory(target)
                  ? " is a folder; name a file"
                  : " exists already; choose another name, or replace it with --force"));
    }
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new Failure(ExitCode.USAGE, "the folder of " + file + " does not exist; make it first");
    }
    String name = "." + target.getFileName() + "." + UUID.randomUUID() + ".part";
    return new NewFile(target, folder.resolve(name));
  }

  /** Checks that a folder to fill is none of the agent's own. */
  static void outside(Path folder, Path stateDir) throws Failure {
    if (real(folder).startsWith(real(stateDir))) {
      throw new Failure(ExitCode.USAGE, folder + " lies in the agent's own folder; choose another");
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new Failure(ExitCode.USAGE, folder + " is a file; name a folder");
    }
  }

  /** Without links, which could hide where a file lies. */
  private static Path real(Path path) throws Failure {
    try {
      return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
    } catch (IOException e) {
      throw new Failure(ExitCode.INPUT_OUTPUT, path + " cannot be read; check its permissions", e);
    }
  }

  /** Writes the whole file in one go. */
  void write(byte[] content) throws Failure {
    try {
      Files.write(part, content);
    } catch (IOException e) {
      throw failed(e);
    }
    keep();
  }

  /** Where to write; does not exist yet. */
  Path part() {
    return part;
  }

  /** Gives the file its name; its length in bytes. */
  long keep() throws Failure {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return Files.size(target);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  Failure failed(Exception cause) {
    return new Failure(
        ExitCode.INPUT_OUTPUT,
        target + " cannot be written; check its folder's owner and mode and the room on that disk",
        cause);
  }

  @Override
  public void close() throws Failure {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
