package io.cellwitness.can.elm;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.can.FakeElm;
import io.cellwitness.can.FakeTime;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.LinkException;
import io.cellwitness.can.link.TcpLink;
import io.cellwitness.can.uds.Adapter;
import io.cellwitness.can.uds.Ecu;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An adapter that goes on saying something and never comes to its prompt holds nobody. */
@Timeout(60)
class ElmDripTest {

  private static final Ecu ECU = Ecu.plain(0x7E4, 0x7EC, 11);
  private static final byte[] REQUEST = {0x22, 0x01, 0x01};

  /** Says one character in each tenth of a second once it was asked for data. */
  private static final class Dripping implements Link {

    private final FakeElm elm = new FakeElm();
    private final FakeTime time;
    private boolean drips;

    Dripping(FakeTime time) {
      this.time = time;
    }

    @Override
    public void open() throws LinkException {
      elm.open();
    }

    @Override
    public int read(byte[] buffer, int timeoutMillis) throws LinkException {
      if (!drips) {
        return elm.read(buffer, timeoutMillis);
      }
      time.sleep(Duration.ofMillis(timeoutMillis));
      buffer[0] = '7';
      return 1;
    }

    @Override
    public void write(byte[] bytes) throws LinkException {
      drips |= new String(bytes, StandardCharsets.US_ASCII).startsWith("22");
      elm.write(bytes);
    }

    @Override
    public void close() {
      elm.close();
    }

    @Override
    public String describe() {
      return "dripping";
    }
  }

  @Test
  void aRequestEndsInBoundedTime() throws Exception {
    FakeTime time = new FakeTime();
    try (Adapter adapter = new ElmAdapter(new Dripping(time), time)) {
      adapter.open();
      double begun = time.seconds();
      LinkException e =
          assertThrows(LinkException.class, () -> adapter.exchange(ECU, REQUEST, false));
      double seconds = time.seconds() - begun;
      assertTrue(e.getMessage().contains("does not answer like an ELM327"), e.getMessage());
      // 25 s for the answer, and three times 5 + 5 s (fifty reads each) of looking for the prompt.
      assertTrue(seconds > 25 && seconds < 60, "after " + seconds + " s");
    }
  }

  /** "Response pending" once a second, twenty times, is legal and must be waited for. */
  @Test
  void aLongWaitForALegalAnswerIsNotCutShort() throws Exception {
    FakeTime time = new FakeTime();
    String pending = "7EC037F2278AAAAAAAA\r";
    String reply = pending.repeat(20) + "7EC04620101FFAAAAAA\r\r>";
    FakeElm elm = new FakeElm();
    Link slow =
        new Link() {
          private int at = -1;

          @Override
          public void open() throws LinkException {
            elm.open();
          }

          @Override
          public int read(byte[] buffer, int timeoutMillis) throws LinkException {
            if (at < 0) {
              return elm.read(buffer, timeoutMillis);
            }
            // A line a second: 20 characters in ten slices.
            time.sleep(Duration.ofMillis(timeoutMillis));
            int count = Math.min(2, reply.length() - at);
            for (int i = 0; i < count; i++) {
              buffer[i] = (byte) reply.charAt(at++);
            }
            return count;
          }

          @Override
          public void write(byte[] bytes) throws LinkException {
            if (new String(bytes, StandardCharsets.US_ASCII).startsWith("22")) {
              at = 0;
            } else {
              elm.write(bytes);
            }
          }

          @Override
          public void close() {
            elm.close();
          }

          @Override
          public String describe() {
            return "slow";
          }
        };
    try (Adapter adapter = new ElmAdapter(slow, time)) {
      adapter.open();
      Adapter.Exchange answer = adapter.exchange(ECU, REQUEST, false);
      assertTrue(answer.damage().isEmpty(), answer.damage().toString());
      assertFalse(answer.messages().isEmpty());
      assertTrue(time.seconds() > 20, "took " + time.seconds());
    }
  }

  /** The machine's clock, fifty times faster. */
  private static final class FastTime implements TimeSource {

    private final UUID boot = new UUID(5, 0);
    private final long begun = System.nanoTime();

    @Override
    public Stamp now() {
      long nanos = (System.nanoTime() - begun) * 50;
      return new Stamp(Instant.EPOCH.plusNanos(nanos), nanos, boot, false);
    }

    @Override
    public void sleep(Duration duration) {
      throw new UnsupportedOperationException("the adapter does not sleep");
    }
  }

  @Test
  void aDrippingServerIsGivenUp() throws Exception {
    FastTime time = new FastTime();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Adapter adapter =
            new ElmAdapter(
                new TcpLink(server.getInetAddress().getHostAddress(), server.getLocalPort()),
                time)) {
      Thread drip = new Thread(() -> drip(server), "drip");
      drip.setDaemon(true);
      drip.start();
      LinkException e = assertThrows(LinkException.class, adapter::open);
      assertTrue(e.getMessage().contains("does not answer like an ELM327"), e.getMessage());
    }
  }

  private static void drip(ServerSocket server) {
    try (Socket client = server.accept();
        OutputStream out = client.getOutputStream()) {
      client.setTcpNoDelay(true);
      while (true) {
        out.write('.');
        out.flush();
        // Waits a moment: the client says nothing that is awaited.
        client.setSoTimeout(2);
        readQuietly(client);
      }
    } catch (IOException e) {
      // The client has given up, which is what is wanted.
      return;
    }
  }

  private static void readQuietly(Socket client) throws IOException {
    try {
      client.getInputStream().read();
    } catch (java.net.SocketTimeoutException e) {
      // The moment has passed.
      return;
    }
  }
}
