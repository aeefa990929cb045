package io.cellwitness.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoDirectoryTest {

  @TempDir Path dir;

  @Test
  void takesANewFolderForItselfAndComesBackToIt() throws Exception {
    Path state = dir.resolve("demo");
    DemoDirectory.claim(state);
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state)));
    Files.createFile(state.resolve("cellwitness.db"));
    assertDoesNotThrow(() -> DemoDirectory.claim(state));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cellwitness.db", "signing.key", "tenant.key", "gateway.id"})
  void keepsOutOfARealGatewaysFolder(String file) throws IOException {
    Files.createFile(dir.resolve(file));
    Failure failure = assertThrows(Failure.class, () -> DemoDirectory.claim(dir));
    assertEquals(ExitCode.USAGE, failure.code());
  }
}
