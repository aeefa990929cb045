package io.cellwitness.gateway.session;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.gateway.base.Drivers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A battery with an independent meter beside it, read as one: the battery on the caller's thread,
 * the meter on one of its own. Only the meter's reference signals are taken, so that it can never
 * stand in for the battery. A meter that is lost ends the comparison, not the check.
 */
final class ReferencedDriver implements Driver {

  /** What a meter may say. */
  private static final Set<Signal> REFERENCES =
      Set.of(
          Signals.REFERENCE_CURRENT,
          Signals.REFERENCE_VOLTAGE,
          Signals.REFERENCE_KWH,
          Signals.REFERENCE_ACCURACY,
          Signals.REFERENCE_AUTHENTICATED);

  /** What the report calls the meter's own facts. */
  private static final String PREFIX = "reference.";

  /** So long the meter's thread may take to end, ms. */
  private static final long JOIN_MILLIS = 2000;

  /** Readings of the meter that wait for the battery's driver: minutes at ten a second. */
  private static final int MOST_WAITING = 4096;

  /** Sentences of the meter that wait likewise. */
  private static final int MOST_NOTES = 100;

  private final Driver battery;
  private final Driver meter;
  private final Consumer<String> notes;
  private final BlockingQueue<Reading> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final BlockingQueue<String> said;
  private final AtomicBoolean foreignNoted = new AtomicBoolean();
  private final AtomicBoolean fullNoted = new AtomicBoolean();
  private final Thread thread = new Thread(this::follow, "reference-meter");
  private volatile boolean closed;

  private ReferencedDriver(
      Driver battery, Driver meter, Consumer<String> notes, BlockingQueue<String> said) {
    this.battery = battery;
    this.meter = meter;
    this.notes = notes;
    this.said = said;
    thread.setDaemon(true);
  }

  /**
   * Puts both together.
   *
   * @param drivers what can be read
   * @param battery gives the vehicle's facts and decides when the source is exhausted
   * @param meter gives reference signals
   * @param context what both are given; the meter's notes reach it on the caller's thread
   * @return the driver, not yet connected
   * @throws DriverException when one of the addresses cannot be right
   */
  static ReferencedDriver of(
      Drivers drivers, SourceAddress battery, SourceAddress meter, DriverContext context)
      throws DriverException {
    BlockingQueue<String> said = new ArrayBlockingQueue<>(MOST_NOTES);
    DriverContext apart =
        new DriverContext(
            context.time(),
            Optional.empty(),
            List.of(),
            context.requestsPerSecond(),
            said::offer,
            context.stateDirectory());
    return new ReferencedDriver(
        drivers.create(battery, context), drivers.create(meter, apart), context.notes(), said);
  }

  @Override
  public VehicleFacts connect() throws DriverException, InterruptedException {
    VehicleFacts facts = battery.connect();
    VehicleFacts instrument;
    try {
      instrument = meter.connect();
    } catch (DriverException e) {
      throw new DriverException(e.kind(), "the reference meter: " + e.getMessage(), e);
    }
    thread.start();
    return with(facts, instrument);
  }

  /** The report says which instrument it was that may correct its numbers. */
  private static VehicleFacts with(VehicleFacts battery, VehicleFacts instrument) {
    Map<String, String> link = new TreeMap<>(battery.link());
    instrument.link().forEach((key, value) -> link.put(PREFIX + key, value));
    instrument.model().ifPresent(model -> link.put(PREFIX + "model", model));
    instrument.profileHash().ifPresent(hash -> link.put(PREFIX + "sourceSha256", hash));
    return battery.with(link);
  }

  @Override
  public boolean poll(ReadingSink sink) throws DriverException, InterruptedException {
    boolean more = battery.poll(sink);
    for (Reading next = waiting.poll(); next != null; next = waiting.poll()) {
      sink.accept(next);
    }
    for (String note = said.poll(); note != null; note = said.poll()) {
      notes.accept(note);
    }
    return more;
  }

  @Override
  public Map<String, String> learnt() {
    return battery.learnt();
  }

  @Override
  public boolean live() {
    return battery.live();
  }

  @Override
  public void close() {
    closed = true;
    battery.close();
    meter.close();
    thread.interrupt();
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    try {
      while (!closed && meter.poll(this::take)) {
        // Every call hands over what the meter said.
      }
      if (!closed) {
        said.offer("the reference meter has ended; the check goes on without it");
      }
    } catch (DriverException e) {
      if (!closed) {
        said.offer(
            "the reference meter is lost: " + e.getMessage() + "; the check goes on without it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // A defect of the meter's driver must not pass in silence, nor end the check.
      said.offer("the reference meter's driver has failed; the check goes on without it");
    }
  }

  private void take(Reading reading) {
    if (!REFERENCES.contains(reading.signal())) {
      if (foreignNoted.compareAndSet(false, true)) {
        said.offer(
            "the reference meter also gives "
                + reading.signal().name()
                + ", which only the battery itself may say; it is not used");
      }
    } else if (!waiting.offer(reading) && fullNoted.compareAndSet(false, true)) {
      said.offer("the battery answers so slowly that readings of the reference meter are dropped");
    }
  }
}
