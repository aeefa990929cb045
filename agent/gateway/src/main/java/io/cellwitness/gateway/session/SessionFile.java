package io.cellwitness.gateway.session;

import io.cellwitness.api.Reading;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.replay.SessionFileWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The raw readings of a running check: written beside the store, moved to the report at the end.
 */
final class SessionFile implements AutoCloseable {

  private static final String FOLDER = "sessions";
  private static final String UNFILED = "unfiled";

  private final Path path;
  private final SessionFileWriter writer;
  private boolean kept;

  private SessionFile(Path path, SessionFileWriter writer) {
    this.path = path;
    this.writer = writer;
  }

  /**
   * Drops what checks that died left behind: their readings are in the store. Only for who holds
   * the state directory.
   */
  static void sweep(Path stateDir) throws Failure {
    Path folder = stateDir.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*.jsonl.gz")) {
      for (Path file : left) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw failed(folder.resolve("any"), e);
    }
  }

  static SessionFile create(Path stateDir, VehicleFacts facts) throws Failure {
    Path folder = stateDir.resolve(FOLDER);
    Path path = folder.resolve(UUID.randomUUID() + ".jsonl.gz");
    try {
      Files.createDirectories(folder);
      return new SessionFile(path, new SessionFileWriter(path, facts));
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** The disk refused a reading, in the midst of a driver's poll. */
  static final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Trouble(Failure failure) {
      super(failure.getMessage(), failure);
    }
  }

  /**
   * Writes one reading.
   *
   * @throws Trouble when the disk refuses
   */
  void accept(Reading reading) {
    try {
      writer.accept(reading);
    } catch (UncheckedIOException e) {
      throw new Trouble(failed(path, e));
    }
  }

  /**
   * From now on a signed report names this file: it moves out of the way of {@link #sweep} and is
   * never dropped again.
   *
   * @param reportId the report
   * @return where it is now
   */
  Path keep(UUID reportId) throws Failure {
    kept = true;
    Path unfiled = unfiled(path.getParent().getParent(), reportId);
    try {
      Files.createDirectories(unfiled.getParent());
      return Files.move(path, unfiled);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** Where the readings of a report wait until its folder takes them. */
  static Path unfiled(Path stateDir, UUID reportId) {
    return stateDir.resolve(UNFILED).resolve(reportId + ".jsonl.gz");
  }

  /** Closes the file and hashes what is on the disk. */
  String finish() throws Failure {
    try {
      writer.close();
    } catch (IOException e) {
      throw failed(path, e);
    }
    return SessionHash.of(path);
  }

  /** Drops the file if no report took it over. */
  @Override
  public void close() throws Failure {
    try {
      writer.close();
      if (!kept) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  static Failure failed(Path path, Exception cause) {
    return new Failure(
        ExitCode.INPUT_OUTPUT,
        "the readings cannot be written to " + path.getParent() + "; make room on that disk",
        cause);
  }
}
