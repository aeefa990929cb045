package io.cellwitness.can.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellwitness.can.link.LinkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real pseudo terminal, made by socat: read, write, hang-up, and the way back. */
class SerialLinkTest {

  private static Process pair(Path near, Path far) throws IOException, InterruptedException {
    Process socat;
    try {
      socat =
          new ProcessBuilder("socat", "PTY,raw,echo=0,link=" + near, "PTY,raw,echo=0,link=" + far)
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "socat is not installed, so no pseudo terminal can be made");
      throw e;
    }
    for (int tries = 0; tries < 100 && !(Files.exists(near) && Files.exists(far)); tries++) {
      socat.waitFor(50, TimeUnit.MILLISECONDS);
    }
    return socat;
  }

  private static int read(SerialLink link, byte[] buffer) throws LinkException {
    int count = 0;
    for (int tries = 0; tries < 50 && count == 0; tries++) {
      count = link.read(buffer, 100);
    }
    return count;
  }

  @Test
  void aHangUpIsALossAndTheNewDeviceIsOpened(@TempDir Path folder) throws Exception {
    Path near = folder.resolve("near");
    Path far = folder.resolve("far");
    SerialLink link = new SerialLink(near.toString(), 38_400);
    SerialLink peer = new SerialLink(far.toString(), 38_400);
    byte[] buffer = new byte[64];
    for (int round = 0; round < 2; round++) {
      Process socat = pair(near, far);
      try {
        link.open();
        peer.open();
        assertEquals(0, link.read(buffer, 100));
        link.write("ATI\r".getBytes());
        assertEquals(4, read(peer, buffer));
        peer.write("ELM>".getBytes());
        assertEquals(4, read(link, buffer));
        assertThrows(LinkException.class, new SerialLink(near.toString(), 38_400)::open);
      } finally {
        socat.destroy();
        socat.waitFor(5, TimeUnit.SECONDS);
      }
      assertThrows(LinkException.class, () -> read(link, buffer));
      link.close();
      peer.close();
      assertThrows(LinkException.class, link::open);
    }
  }
}
