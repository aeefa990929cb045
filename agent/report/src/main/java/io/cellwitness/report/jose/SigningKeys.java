package io.cellwitness.report.jose;

import io.cellwitness.report.ReportException;
import io.cellwitness.report.ReportException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Signing keys as files: made once with mode 0600, loaded ever after. */
public final class SigningKeys {

  private static final long MAX_BYTES = 4096;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private SigningKeys() {}

  /**
   * Loads the key, or makes it when the file does not exist. Two processes that start together end
   * with the same key.
   *
   * @param file made with mode 0600 from its first byte; its folder must exist
   * @return the key
   * @throws ReportException with one sentence when the file cannot be made, read or trusted
   */
  public static SigningKey loadOrCreate(Path file) throws ReportException {
    if (!Files.exists(file)) {
      create(file);
    }
    return load(file, EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
  }

  /**
   * Loads a key that somebody else keeps, such as a systemd credential. The group may read it,
   * because an access list granting the service its credential shows as group rights.
   *
   * @param file PKCS#8 PEM
   * @return the key
   * @throws ReportException with one sentence when the file cannot be read or trusted
   */
  public static SigningKey load(Path file) throws ReportException {
    return load(
        file,
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ));
  }

  private static SigningKey load(Path file, Set<PosixFilePermission> allowed)
      throws ReportException {
    try {
      checkPermissions(file, allowed);
      if (Files.size(file) > MAX_BYTES) {
        throw broken(file, "it is longer than any key");
      }
      return SigningKey.fromPem(Files.readString(file, StandardCharsets.US_ASCII));
    } catch (Malformed e) {
      throw broken(file, e.getMessage());
    } catch (java.nio.charset.CharacterCodingException e) {
      throw broken(file, "it is not text");
    } catch (NoSuchFileException e) {
      throw new ReportException(
          Kind.CONFIGURATION,
          "the signing key " + file + " does not exist; give the path of an existing key",
          e);
    } catch (IOException e) {
      throw new ReportException(
          Kind.INPUT_OUTPUT,
          "the signing key " + file + " cannot be read; check that this user owns it",
          e);
    }
  }

  private static void checkPermissions(Path file, Set<PosixFilePermission> allowed)
      throws IOException, ReportException {
    if (Files.getFileAttributeView(file, PosixFileAttributeView.class) == null) {
      return;
    }
    Set<PosixFilePermission> actual = Files.getPosixFilePermissions(file);
    if (!allowed.containsAll(actual)) {
      throw new ReportException(
          Kind.CONFIGURATION,
          "the signing key "
              + file
              + " is open to others ("
              + PosixFilePermissions.toString(actual)
              + "); whoever read it can forge reports, so run: chmod 600 "
              + file);
    }
  }

  private static ReportException broken(Path file, String why) {
    return new ReportException(
        Kind.CONFIGURATION,
        "the signing key "
            + file
            + " is broken ("
            + why
            + "); restore it from a copy, or move it away to start with a new key");
  }

  /** Writes a sibling file first and links it into place, so that no half-written key is seen. */
  private static void create(Path file) throws ReportException {
    Path draft = null;
    try {
      draft =
          Files.createTempFile(
              file.toAbsolutePath().getParent(),
              "signing",
              ".new",
              PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        ByteBuffer text =
            ByteBuffer.wrap(SigningKey.generate().toPem().getBytes(StandardCharsets.US_ASCII));
        while (text.hasRemaining()) {
          out.write(text);
        }
        out.force(true);
      }
      try {
        Files.createLink(file, draft);
      } catch (FileAlreadyExistsException e) {
        return; // another process was first: its key is the key
      }
    } catch (IOException | UnsupportedOperationException e) {
      throw new ReportException(
          Kind.INPUT_OUTPUT,
          "the signing key "
              + file
              + " cannot be made; the folder must exist, be writable and lie on a file system with"
              + " permissions",
          e);
    } finally {
      if (draft != null) {
        discard(draft);
      }
    }
  }

  private static void discard(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      // The draft is mode 0600 like the key itself, so a leftover gives nothing away.
      System.getLogger(SigningKeys.class.getName())
          .log(System.Logger.Level.WARNING, "leftover key draft {0}", draft);
    }
  }
}
