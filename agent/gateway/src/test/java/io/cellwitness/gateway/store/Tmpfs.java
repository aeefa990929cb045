package io.cellwitness.gateway.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A small file system in memory; needs root, else the test is skipped.
 *
 * @param path an empty directory
 * @param options of mount, for example {@code size=3m}
 */
public record Tmpfs(Path path, String options) implements AutoCloseable {

  /** Mounts it. */
  public Tmpfs {
    assumeTrue(
        "root".equals(System.getProperty("user.name")),
        "SKIPPED: mounting a small file system needs root");
    run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toString());
  }

  /** Mounts it again in another way, for example {@code ro}. */
  public void remount(String how) {
    run("mount", "-o", "remount," + how, path.toString());
  }

  /** Leaves no room; {@link #makeRoom} undoes it. */
  public void fill() throws IOException {
    try (OutputStream ballast = Files.newOutputStream(path.resolve("ballast"))) {
      byte[] page = new byte[4096];
      boolean room = true;
      while (room) {
        room = written(ballast, page);
      }
    }
  }

  /** Undoes {@link #fill}. */
  public void makeRoom() throws IOException {
    Files.delete(path.resolve("ballast"));
  }

  @Override
  public void close() {
    run("umount", "-l", path.toString());
  }

  private static boolean written(OutputStream out, byte[] bytes) {
    try {
      out.write(bytes);
      return true;
    } catch (IOException e) {
      // That is what was wanted.
      return false;
    }
  }

  private static void run(String... command) {
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      boolean ended = process.waitFor(10, TimeUnit.SECONDS);
      assumeTrue(ended && process.exitValue() == 0, "SKIPPED: cannot mount here");
    } catch (IOException e) {
      assumeTrue(false, "SKIPPED: mount is not installed");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
