package io.cellwitness.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackPseudonymTest {

  @TempDir Path dir;

  @Test
  void isHmacSha256UnderTheTenantKey() throws Exception {
    Path file = dir.resolve("tenant.key");
    Files.writeString(file, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n");
    // printf KMHXX00XXXX000000 | openssl dgst -sha256 -mac HMAC -macopt hexkey:0001…1f (3.0.19),
    // the first 32 digits
    assertEquals(
        "836d7c7446abe27e0f8bb54a9b5a671e", PackPseudonym.open(file).of(" kmhxx00xxxx000000 "));
  }

  @Test
  void makesAKeyForItsOwnerOnFirstUseAndKeepsIt() throws Exception {
    Path file = dir.resolve("tenant.key");
    String first = PackPseudonym.open(file).of("KMHXX00XXXX000000");
    assertEquals(first, PackPseudonym.open(file).of("KMHXX00XXXX000000"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Path other = dir.resolve("other.key");
    assertTrue(!first.equals(PackPseudonym.open(other).of("KMHXX00XXXX000000")));
  }

  @Test
  void refusesAFileThatIsNotAKey() throws Exception {
    Path file = dir.resolve("tenant.key");
    Files.writeString(file, "secret");
    UplinkException e = assertThrows(UplinkException.class, () -> PackPseudonym.open(file));
    assertEquals(UplinkException.Kind.CONFIGURATION, e.kind());
  }
}
