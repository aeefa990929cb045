package io.cellwitness.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/**
 * Looks at the files a section names. Their names are not repeated: somebody may have written the
 * password itself where its file belongs.
 */
final class FileChecks {

  private final SectionReader section;

  FileChecks(SectionReader section) {
    this.section = section;
  }

  /** A file that must be there. */
  boolean file(Key<?> key, Path file) {
    if (!Files.exists(file)) {
      section.problem(key, "names a file that does not exist or that this user may not see.");
    } else if (!Files.isRegularFile(file)) {
      section.problem(key, "names something that is no file.");
    } else if (!Files.isReadable(file)) {
      section.problem(key, "names a file this user cannot read; check its owner and mode.");
    } else {
      return true;
    }
    return false;
  }

  /** A file that must be there, with something in it, and closed to others. */
  void secret(Key<?> key, Path file) {
    if (!file(key, file)) {
      return;
    }
    try {
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        section.problem(key, "names a file everybody can read; set its mode to 0640 or stricter.");
      }
      if (Files.size(file) == 0) {
        section.problem(key, "names an empty file; put the secret into it.");
      }
    } catch (IOException e) {
      section.problem(key, "names a file that cannot be examined; check its owner and mode.");
    }
  }

  /** A file that must be there, and that not everybody can write. */
  void unaltered(Key<?> key, Path file) {
    if (!file(key, file)) {
      return;
    }
    try {
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)) {
        section.problem(key, "names a file everybody can write; set its mode to 0644 or stricter.");
      }
    } catch (IOException e) {
      section.problem(key, "names a file that cannot be examined; check its owner and mode.");
    }
  }

  /** A folder that must be there. */
  void folder(Key<?> key, Path folder) {
    if (!Files.isDirectory(folder)) {
      section.problem(key, "names a folder that does not exist: " + folder + ".");
    }
  }

  /** A folder that is made when needed: when it was chosen, nothing else may stand there. */
  void folderOrNothing(Key<?> key, Path folder) {
    if (section.isWritten(key) && Files.exists(folder) && !Files.isDirectory(folder)) {
      section.problem(key, "would be " + folder + ", but that is a file; move it or set another.");
    }
  }
}
