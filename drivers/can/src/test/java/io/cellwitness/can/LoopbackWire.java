package io.cellwitness.can;

import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.LinkException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts an adapter in memory behind a real TCP port of the loopback interface. When the adapter
 * hangs up, its port is gone for a while, as when a plug is pulled, and then it is there again.
 */
final class LoopbackWire implements AutoCloseable {

  /** How long a quiet client is waited for before the adapter is asked what it has to say. */
  private static final int QUIET_MILLIS = 10;

  private final Link adapter;
  private final long awayMillis;
  private final InetSocketAddress address;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong backNanos = new AtomicLong();
  private volatile ServerSocket server;
  private volatile boolean closed;

  /**
   * Starts serving.
   *
   * @param awayMillis how long the port is gone after the adapter hung up
   */
  LoopbackWire(Link adapter, long awayMillis) throws IOException {
    this.adapter = adapter;
    this.awayMillis = awayMillis;
    this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    this.address = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    thread.execute(this::serve);
  }

  String host() {
    return address.getAddress().getHostAddress();
  }

  int port() {
    return address.getPort();
  }

  /** When the port was there again, on {@link System#nanoTime()}; 0 before that. */
  long backNanos() {
    return backNanos.get();
  }

  private void serve() {
    try {
      while (!closed) {
        try (Socket client = server.accept()) {
          client.setTcpNoDelay(true);
          client.setSoTimeout(QUIET_MILLIS);
          adapter.open();
          talk(client);
        } catch (LinkException hungUp) {
          server.close();
          thread.schedule(this::comeBack, awayMillis, TimeUnit.MILLISECONDS);
          return;
        } catch (SocketException gone) {
          // The client left, or the test is over, which the loop finds out.
          adapter.close();
        }
      }
    } catch (IOException e) {
      if (!closed) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void comeBack() {
    try {
      ServerSocket again = new ServerSocket();
      again.setReuseAddress(true);
      again.bind(address);
      server = again;
      backNanos.set(System.nanoTime());
    } catch (IOException e) {
      throw new IllegalStateException("the port was taken by somebody else", e);
    }
    serve();
  }

  private void talk(Socket client) throws IOException, LinkException {
    InputStream in = client.getInputStream();
    byte[] buffer = new byte[4_096];
    StringBuilder open = new StringBuilder();
    while (!closed) {
      try {
        int count = in.read(buffer);
        if (count < 0) {
          return;
        }
        open.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
      } catch (SocketTimeoutException e) {
        // Nothing was sent; the adapter may have something to say of its own accord.
      }
      for (int end = open.indexOf("\r"); end >= 0; end = open.indexOf("\r")) {
        adapter.write(open.substring(0, end + 1).getBytes(StandardCharsets.ISO_8859_1));
        open.delete(0, end + 1);
      }
      for (int said = adapter.read(buffer, 0); said > 0; said = adapter.read(buffer, 0)) {
        client.getOutputStream().write(buffer, 0, said);
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    thread.shutdownNow();
    server.close();
  }
}
