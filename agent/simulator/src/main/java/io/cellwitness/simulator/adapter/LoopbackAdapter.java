package io.cellwitness.simulator.adapter;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;

/** A TCP port of the loopback interface that serves one client at a time on one thread. */
final class LoopbackAdapter implements AutoCloseable {

  private static final int JOIN_MILLIS = 5_000;

  /** Talks to one client until it leaves. */
  interface Conversation {
    /** Serves; an exception of the connection ends it, and the next client is let in. */
    void serve(InputStream in, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Thread thread;
  private final Conversation conversation;
  private final AtomicReference<Socket> client = new AtomicReference<>();
  private volatile boolean closed;

  LoopbackAdapter(String name, int port, Conversation conversation) throws IOException {
    this.server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    this.conversation = conversation;
    this.thread = new Thread(this::serve, name);
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /** Hangs up on the present client, as a pulled plug does; the next one is let in. */
  void hangUp() {
    closeQuietly(client.getAndSet(null));
  }

  @Override
  public void close() {
    closed = true;
    closeQuietly(server);
    hangUp();
    thread.interrupt();
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve() {
    while (!closed && !server.isClosed()) {
      try (Socket socket = server.accept()) {
        client.set(socket);
        if (closed) {
          // close() came in between and did not see this client.
          return;
        }
        socket.setTcpNoDelay(true);
        conversation.serve(
            new BufferedInputStream(socket.getInputStream()),
            new BufferedOutputStream(socket.getOutputStream()));
      } catch (IOException e) {
        // The client left, a fault cut the connection, or close() did: wait for the next client.
        client.set(null);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void closeQuietly(AutoCloseable resource) {
    if (resource != null) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new IllegalStateException("a socket refused to close", e);
      }
    }
  }
}
