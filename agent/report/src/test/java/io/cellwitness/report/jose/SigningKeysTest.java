package io.cellwitness.report.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.cellwitness.report.ReportException;
import io.cellwitness.report.ReportException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeysTest {

  @TempDir Path folder;

  @Test
  void isMadeOnceForItsOwnerOnly() throws Exception {
    Path file = folder.resolve("signing.pem");
    SigningKey made = SigningKeys.loadOrCreate(file);
    assertEquals("rw-------", permissions(file));
    SigningKey loaded = SigningKeys.loadOrCreate(file);
    assertEquals(made.publicKey().thumbprint(), loaded.publicKey().thumbprint());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count(), "no draft is left behind");
    }
  }

  @Test
  void twoStartsAtOnceEndWithOneKey() throws Exception {
    Path file = folder.resolve("signing.pem");
    var pool = Executors.newFixedThreadPool(8);
    try {
      Callable<String> start = () -> SigningKeys.loadOrCreate(file).publicKey().thumbprint();
      Set<String> keys = new HashSet<>();
      for (var future : pool.invokeAll(IntStream.range(0, 8).mapToObj(i -> start).toList())) {
        keys.add(future.get());
      }
      assertEquals(1, keys.size());
    } finally {
      pool.shutdown();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx"})
  void isRefusedWhenOthersCanRead(String mode) throws Exception {
    Path file = folder.resolve("signing.pem");
    SigningKeys.loadOrCreate(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    ReportException refusal =
        assertThrows(ReportException.class, () -> SigningKeys.loadOrCreate(file));
    assertEquals(Kind.CONFIGURATION, refusal.kind());
    assertTrue(refusal.getMessage().contains("chmod 600 " + file), refusal.getMessage());
  }

  @Test
  void aCredentialOfTheServiceManagerMayBeReadByItsGroup() throws Exception {
    Path file = folder.resolve("signing.pem");
    SigningKeys.loadOrCreate(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
    SigningKeys.load(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1h\n-----END PRIVATE KEY-----\n",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMC4C\n-----END ENCRYPTED PRIVATE KEY-----\n",
        // an X25519 key, which agrees on secrets but does not sign
        "-----BEGIN PRIVATE KEY-----\n"
            + "MC4CAQAwBQYDK2VuBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
            + "-----END PRIVATE KEY-----\n"
      })
  void aBrokenFileIsOneSentenceAndIsKept(String content) throws Exception {
    Path file = folder.resolve("signing.pem");
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    ReportException refusal =
        assertThrows(ReportException.class, () -> SigningKeys.loadOrCreate(file));
    assertEquals(Kind.CONFIGURATION, refusal.kind());
    assertTrue(refusal.getMessage().startsWith("the signing key " + file + " is broken"));
    assertEquals(content, Files.readString(file));
  }

  @Test
  void anUnreadableFileIsOneSentence() throws Exception {
    Path file = folder.resolve("signing.pem");
    SigningKeys.loadOrCreate(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
    assumeFalse(Files.isReadable(file), "this user (root) reads everything");
    ReportException refusal =
        assertThrows(ReportException.class, () -> SigningKeys.loadOrCreate(file));
    assertEquals(Kind.INPUT_OUTPUT, refusal.kind());
  }

  @Test
  void aMissingFolderIsOneSentence() {
    Path file = folder.resolve("nowhere").resolve("signing.pem");
    ReportException refusal =
        assertThrows(ReportException.class, () -> SigningKeys.loadOrCreate(file));
    assertEquals(Kind.INPUT_OUTPUT, refusal.kind());
    assertFalse(refusal.getMessage().contains("Exception"));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
