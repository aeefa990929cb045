package io.cellwitness.gateway.base;

import io.cellwitness.report.ReportException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Whether a file is there. A folder that may not be looked into is no folder without the file:
 * taken for one, a store would be called absent and a trust list empty.
 */
public final class Presence {

  private Presence() {}

  /**
   * Looks for a file of the state directory.
   *
   * @param file any
   * @return whether it is there
   * @throws ReportException INPUT_OUTPUT when that cannot be told
   */
  public static boolean of(Path file) throws ReportException {
    try {
      Files.readAttributes(file, BasicFileAttributes.class);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (AccessDeniedException e) {
      throw new ReportException(
          ReportException.Kind.INPUT_OUTPUT,
          file.getParent()
              + " may not be read by this user; run the command as its owner, or choose another"
              + " --state-dir",
          e);
    } catch (IOException e) {
      String why =
          e instanceof FileSystemException f
              ? Optional.ofNullable(f.getReason()).orElse("no reason given")
              : e.getClass().getSimpleName();
      throw new ReportException(
          ReportException.Kind.INPUT_OUTPUT,
          file.getParent()
              + " cannot be read ("
              + why
              + "); check that it is a folder and that its disk works, or choose another"
              + " --state-dir",
          e);
    }
  }
}
