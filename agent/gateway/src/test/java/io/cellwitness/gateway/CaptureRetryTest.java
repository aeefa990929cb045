package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A capture that could not begin, and one in which no car spoke. */
class CaptureRetryTest {

  @TempDir Path folder;

  @Test
  void anAdapterThatCannotBeHadLeavesNoFileInTheWayOfTheNextTry() throws Exception {
    Path file = folder.resolve("car.capture");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    for (int attempt = 0; attempt < 2; attempt++) {
      Cli capture = Cli.run("capture", "--source", "elm327:tcp://127.0.0.1:" + port, "--to", file);
      assertEquals(69, capture.code(), capture.err());
      assertTrue(capture.err().contains("no adapter answers"), capture.err());
      assertFalse(Files.exists(file), "the file is left");
    }
  }

  @Test
  void aCaptureInWhichNoCarSpokeIsToldFromAnUnknownCar() throws Exception {
    Path file = folder.resolve("silent.capture");
    Files.writeString(
        file,
        "{\"format\":\"cellwitness-capture/1\",\"startedAt\":\"2026-11-24T10:00:00Z\","
            + "\"clockSynced\":true,\"language\":\"elm327\"}\n"
            + "{\"t\":0.1,\"out\":\"ATZ\\r\"}\n{\"t\":0.9,\"in\":\"ELM327 v2.2\\r\\r>\"}\n"
            + "{\"t\":1.0,\"end\":\"stopped\"}\n");
    for (String[] more : new String[][] {{}, {"--profile", "hyundai-kia-400v"}}) {
      Object[] words = new Object[2 + more.length];
      words[0] = "replay";
      words[1] = file;
      System.arraycopy(more, 0, words, 2, more.length);
      Cli replay = Cli.run(words);
      assertEquals(65, replay.code(), replay.err());
      assertTrue(replay.err().contains("holds not one message of a car"), replay.err());
    }
  }
}
