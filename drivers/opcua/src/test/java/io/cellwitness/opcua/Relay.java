package io.cellwitness.opcua;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP relay that can swallow everything, or refuse connections after the first few. */
public final class Relay implements AutoCloseable {

  private final ServerSocket listener;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile boolean frozen;
  private volatile int allowed = Integer.MAX_VALUE;

  public Relay(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  public int connections() {
    return accepted.get();
  }

  /** What is sent from now on arrives nowhere, on old and new connections. */
  public void freeze() {
    frozen = true;
  }

  /** New connections work again; what was swallowed stays lost. */
  public void thaw() {
    frozen = false;
  }

  /** Only so many more connections reach the target; later ones are closed at once. */
  public void letThrough(int connections) {
    allowed = accepted.get() + connections;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        sockets.add(client);
        if (accepted.incrementAndGet() > allowed) {
          client.close();
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(server);
        daemon(() -> pump(client, server));
        daemon(() -> pump(server, client));
      } catch (IOException e) {
        // The listener was closed, or one connection failed: the others go on.
      }
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    boolean cut = false;
    try (InputStream in = from.getInputStream()) {
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        cut |= frozen;
        if (!cut) {
          out.write(buffer, 0, n);
        }
      }
      to.close();
    } catch (IOException e) {
      // One side is gone: so is this direction.
    }
  }

  private static void daemon(Runnable run) {
    Thread thread = new Thread(run, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
