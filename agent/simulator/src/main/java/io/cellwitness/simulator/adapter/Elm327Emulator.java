package io.cellwitness.simulator.adapter;

import io.cellwitness.api.TimeSource;
import io.cellwitness.simulator.car.SimulatedCar;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

  private final AdapterModel model;
  private final SimulatedCar car;
  private final TimeSource time;
  private final LoopbackAdapter server;
  private final AtomicReference<Fault> fault = new AtomicReference<>();
  private final AtomicInteger requestsUntilFault = new AtomicInteger();

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
    this.server = new LoopbackAdapter("elm327-emulator", port, this::serve);
  }

  /**
   * Where it listens.
   *
   * @return TCP port on 127.0.0.1
   */
  public int port() {
    return server.port();
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
    server.close();
  }

  private void serve(InputStream in, OutputStream out) throws IOException, InterruptedException {
    new Elm327Session(model, car, time, this::nextFault, in, out).serve();
  }

  private Optional<Fault> nextFault() {
    if (fault.get() == null || requestsUntilFault.getAndDecrement() > 0) {
      return Optional.empty();
    }
    return Optional.ofNullable(fault.getAndSet(null));
  }
}
