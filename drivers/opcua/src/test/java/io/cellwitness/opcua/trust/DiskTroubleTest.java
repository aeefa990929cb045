package io.cellwitness.opcua.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

/** A path alone tells nobody what is wrong with it. */
class DiskTroubleTest {

  @Test
  void everyTroubleHasItsReason() {
    assertEquals(
        "this user may not use /a/pki; give the --state-dir of this user, or mend owner and mode",
        DiskTrouble.of(new AccessDeniedException("/a/pki")));
    assertEquals(
        "No space left on device (/a/key)",
        DiskTrouble.of(new FileSystemException("/a/key", null, "No space left on device")));
    assertEquals("the key is cut off", DiskTrouble.of(new IOException("the key is cut off")));
  }
}
