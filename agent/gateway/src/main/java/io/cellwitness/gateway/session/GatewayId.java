package io.cellwitness.gateway.session;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.Presence;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.ReportFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;

/** The stable name of this gateway in reports: random, made once, kept in the state directory. */
public final class GatewayId {

  private static final String FILE = "gateway.id";

  private GatewayId() {}

  /**
   * The id, where there is one already.
   *
   * @param stateDir the gateway's folder
   * @return empty before the first check
   * @throws Failure when the file is broken
   */
  public static Optional<String> find(Path stateDir) throws Failure {
    return isThere(stateDir.resolve(FILE)) ? Optional.of(loadOrCreate(stateDir)) : Optional.empty();
  }

  /**
   * Loads the id, or makes it: on first use, and after the store was damaged and put it away, for
   * two chains under one id would make each other's reports look forged.
   *
   * @param stateDir of the gateway
   * @return a UUID
   * @throws Failure CONFIGURATION when the file holds none, INPUT_OUTPUT when it cannot be read
   */
  public static String loadOrCreate(Path stateDir) throws Failure {
    Path file = stateDir.resolve(FILE);
    try {
      if (!isThere(file)) {
        String fresh = UUID.randomUUID() + "\n";
        ReportFiles.writeWhole(
            file,
            fresh.getBytes(StandardCharsets.US_ASCII),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return UUID.fromString(Files.readString(file).strip()).toString();
    } catch (IllegalArgumentException e) {
      throw new Failure(
          ExitCode.CONFIGURATION,
          file
              + " does not hold a gateway id; restore it from a backup, or remove it to begin as a"
              + " new gateway",
          e);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT,
          file + " cannot be read or made; check the owner of the state directory",
          e);
    }
  }

  private static boolean isThere(Path file) throws Failure {
    try {
      return Presence.of(file);
    } catch (ReportException e) {
      throw new Failure(ExitCode.INPUT_OUTPUT, e.getMessage(), e);
    }
  }
}
