package io.cellwitness.opcua.trust;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** Why files could not be used, in words: many exceptions of the file system hold a path only. */
public final class DiskTrouble {

  private DiskTrouble() {}

  /**
   * The reason and what to do, as the end of a sentence.
   *
   * @param trouble from the file system, or with a sentence of its own
   * @return without a full stop
   */
  public static String of(IOException trouble) {
    if (trouble instanceof AccessDeniedException denied) {
      return "this user may not use "
          + denied.getFile()
          + "; give the --state-dir of this user, or mend owner and mode";
    }
    if (trouble instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason() + " (" + file.getFile() + ")";
    }
    return trouble.getMessage();
  }
}
