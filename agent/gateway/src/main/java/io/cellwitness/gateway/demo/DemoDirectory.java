package io.cellwitness.gateway.demo;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Keeps the demo out of a real gateway's state: its chain, its keys and its outbox. */
final class DemoDirectory {

  private static final String MARK = "demo";
  private static final List<String> OF_A_GATEWAY =
      List.of("cellwitness.db", "signing.key", "tenant.key", "gateway.id");

  private DemoDirectory() {}

  /**
   * Takes a folder that is new, empty of a store, or an earlier demo's.
   *
   * @throws Failure when a real gateway lives there
   */
  static void claim(Path stateDir) throws Failure {
    Path mark = stateDir.resolve(MARK);
    if (Files.exists(mark)) {
      return;
    }
    if (OF_A_GATEWAY.stream().anyMatch(name -> Files.exists(stateDir.resolve(name)))) {
      throw new Failure(
          ExitCode.USAGE,
          stateDir
              + " belongs to a real gateway, which a demo must not touch; give another"
              + " --state-dir");
    }
    try {
      Files.createDirectories(
          stateDir,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.createFile(mark);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT,
          "the state directory " + stateDir + " cannot be written; give another --state-dir",
          e);
    }
  }
}
