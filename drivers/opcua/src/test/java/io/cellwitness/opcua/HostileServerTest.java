package io.cellwitness.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs on the server's port that are no servers: bounded time and memory, one sentence. */
class HostileServerTest {

  private static final Duration LIMIT = Duration.ofSeconds(25);

  @TempDir Path folder;

  /** What is done with one connection; the client's bytes are drained meanwhile. */
  private interface Trick {
    void play(InputStream in, OutputStream out) throws IOException;
  }

  private void against(Trick trick) throws Exception {
    Bench bench = new Bench(folder);
    try (ServerSocket listener =
        new ServerSocket(bench.port, 50, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(
              () -> {
                while (!listener.isClosed()) {
                  try {
                    Socket socket = listener.accept();
                    Thread one = new Thread(() -> serve(socket, trick));
                    one.setDaemon(true);
                    one.start();
                  } catch (IOException e) {
                    return;
                  }
                }
              });
      server.setDaemon(true);
      server.start();
      Runtime runtime = Runtime.getRuntime();
      System.gc();
      long before = runtime.totalMemory() - runtime.freeMemory();
      assertTimeoutPreemptively(
          LIMIT,
          () -> {
            try (Driver driver = bench.driver(bench.file(Bench.OPEN))) {
              DriverException e = assertThrows(DriverException.class, driver::connect);
              assertEquals(DriverException.Kind.UNAVAILABLE, e.kind());
              assertTrue(e.getMessage().contains("127.0.0.1"), e.getMessage());
              assertTrue(e.getMessage().length() < 400, e.getMessage());
            }
          });
      System.gc();
      long grown = runtime.totalMemory() - runtime.freeMemory() - before;
      assertTrue(grown < 64L << 20, "kept " + (grown >> 20) + " MiB");
    }
  }

  private static void serve(Socket socket, Trick trick) {
    try (socket) {
      trick.play(socket.getInputStream(), socket.getOutputStream());
    } catch (IOException e) {
      // The client left, as it should.
    }
  }

  /** Accepts the hello with buffers of 64 KiB and no limits. */
  private static void acknowledge(InputStream in, OutputStream out) throws IOException {
    readMessage(in);
    ByteBuffer ack = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    ack.put("ACKF".getBytes(StandardCharsets.US_ASCII)).putInt(28);
    ack.putInt(0).putInt(65_536).putInt(65_536).putInt(0).putInt(0);
    out.write(ack.array());
    out.flush();
  }

  private static byte[] readMessage(InputStream in) throws IOException {
    byte[] head = in.readNBytes(8);
    if (head.length < 8) {
      throw new IOException("gone");
    }
    int size = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
    return in.readNBytes(size - 8);
  }

  /** The start of an unsecured answer to an OpenSecureChannel request (OPC 10000-6, 6.7.2). */
  private static ByteBuffer open(char chunk, int size) {
    byte[] policy =
        "http://opcfoundation.org/UA/SecurityPolicy#None".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer message = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    message.put(("OPN" + chunk).getBytes(StandardCharsets.US_ASCII)).putInt(size).putInt(1);
    message.putInt(policy.length).put(policy).putInt(-1).putInt(-1);
    return message.putInt(1).putInt(1);
  }

  @Test
  void silence() throws Exception {
    against((in, out) -> in.readAllBytes());
  }

  @Test
  void noise() throws Exception {
    Random random = new Random(1);
    against(
        (in, out) -> {
          byte[] noise = new byte[4096];
          for (int i = 0; i < 10_000; i++) {
            random.nextBytes(noise);
            out.write(noise);
          }
        });
  }

  @Test
  void aMessageOfTwoGigabytes() throws Exception {
    against(
        (in, out) -> {
          acknowledge(in, out);
          readMessage(in);
          ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
          head.put("OPNF".getBytes(StandardCharsets.US_ASCII)).putInt(Integer.MAX_VALUE);
          out.write(head.array());
          byte[] more = new byte[65_536];
          for (int i = 0; i < 30_000; i++) {
            out.write(more);
          }
        });
  }

  @Test
  void endlessChunks() throws Exception {
    against(
        (in, out) -> {
          acknowledge(in, out);
          readMessage(in);
          for (int i = 0; i < 100_000; i++) {
            out.write(open('C', 60_000).array());
          }
        });
  }

  @Test
  void anAnswerThatComesByteByByte() throws Exception {
    against(
        (in, out) -> {
          acknowledge(in, out);
          readMessage(in);
          byte[] answer = open('F', 60_000).array();
          for (byte b : answer) {
            out.write(b);
            out.flush();
            if (in.available() > 0 && in.read() < 0) {
              return;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
          }
        });
  }

  @Test
  void anArrayThatClaimsToBeLongerThanItsMessage() throws Exception {
    against(
        (in, out) -> {
          acknowledge(in, out);
          readMessage(in);
          ByteBuffer message = open('F', 200);
          // OpenSecureChannelResponse (i=449), a header, and a string table of two thousand
          // million.
          message.put((byte) 1).put((byte) 0).putShort((short) 449);
          message.putLong(0).putInt(1).putInt(0).put((byte) 0).putInt(Integer.MAX_VALUE);
          out.write(message.array());
          in.readAllBytes();
        });
  }
}
