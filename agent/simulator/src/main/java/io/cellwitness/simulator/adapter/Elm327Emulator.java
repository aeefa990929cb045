package io.cellwitness.simulator.adapter;

import io.cellwitness.api.TimeSource;
import io.cellwitness.simulator.car.SimulatedCar;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An ELM327-type adapter, plugged into a simulated car, on a TCP port of the loopback interface. It
 * serves one client at a time, as a serial port does; the next one waits in line.
 *
 * <p>It answers multi-frame messages only where flow control was set up, times out, stops and
 * complains as adapters do. One thread serves; {@link #close()} ends it.
 */
public final class Elm327Emulator implements AutoCloseable {

  private static final int JOIN_MILLIS = 5_000;

  private final AdapterModel model;
  private final SimulatedCar car;
  private final TimeSource time;
  private final ServerSocket server;
  private final Thread thread;
  private final AtomicReference<Fault> fault = new AtomicReference<>();
  private final AtomicInteger requestsUntilFault = new AtomicInteger();
  private final AtomicReference<Socket> client = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * Starts serving on any free port.
   *
   * @param model which adapter is played
   * @param car what it is plugged into
   * @param time the clock its waits follow
   * @throws IOException when no port can be had
   */
  public Elm327Emulator(AdapterModel model, SimulatedCar car, TimeSource time) throws IOException {
    this(model, car, time, 0);
  }

  /**
   * Starts serving.
   *
   * @param model which adapter is played
   * @param car what it is plugged into
   * @param time the clock its waits follow
   * @param port TCP port on 127.0.0.1, 0 for any free one
   * @throws IOException when the port cannot be had
   */
  public Elm327Emulator(AdapterModel model, SimulatedCar car, TimeSource time, int port)
      throws IOException {
    this.model = model;
    this.car = car;
    this.time = time;
    this.server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    this.thread = new Thread(this::serve, "elm327-emulator");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Where it listens.
   *
   * @return TCP port on 127.0.0.1
   */
  public int port() {
    return server.getLocalPort();
  }

  /**
   * Lets one of the coming requests go wrong.
   *
   * @param what how
   * @param afterRequests how many requests still go well
   */
  public void inject(Fault what, int afterRequests) {
    requestsUntilFault.set(afterRequests);
    fault.set(what);
  }

  @Override
  public void close() {
    closed = true;
    closeQuietly(server);
    closeQuietly(client.getAndSet(null));
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
        new Elm327Session(
                model,
                car,
                time,
                this::nextFault,
                new BufferedInputStream(socket.getInputStream()),
                new BufferedOutputStream(socket.getOutputStream()))
            .serve();
      } catch (IOException e) {
        // The client left, a fault cut the connection, or close() did: wait for the next client.
        client.set(null);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private Optional<Fault> nextFault() {
    if (fault.get() == null || requestsUntilFault.getAndDecrement() > 0) {
      return Optional.empty();
    }
    return Optional.ofNullable(fault.getAndSet(null));
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
