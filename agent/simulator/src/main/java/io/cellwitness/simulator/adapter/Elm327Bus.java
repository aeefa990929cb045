package io.cellwitness.simulator.adapter;

import io.cellwitness.simulator.car.CanFrame;
import io.cellwitness.simulator.car.SimulatedCar;
import io.cellwitness.simulator.car.TimedFrame;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;

/**
 * The CAN side of the adapter: sends one request, receives what passes the filter and answers first
 * frames with flow control as far as it was set up.
 */
final class Elm327Bus {

  /** A frame with the time it arrives after the request, ms. */
  record Arrival(long atMillis, int order, CanFrame frame) {}

  private final AdapterModel model;
  private final Elm327Settings settings;
  private final SimulatedCar car;
  private final PriorityQueue<Arrival> underway =
      new PriorityQueue<>(
          Comparator.comparingLong(Arrival::atMillis).thenComparingInt(Arrival::order));
  private int order;

  Elm327Bus(AdapterModel model, Elm327Settings settings, SimulatedCar car) {
    this.model = model;
    this.settings = settings;
    this.car = car;
  }

  /**
   * Sends a request and forgets what was still on its way.
   *
   * @param frame the request
   */
  void send(CanFrame frame) {
    underway.clear();
    order = 0;
    put(0, car.hear(frame));
  }

  /**
   * The next frame the adapter takes notice of.
   *
   * @param untilMillis how long after the request to wait for it
   * @return the frame, or empty when none comes in time
   */
  Optional<Arrival> next(long untilMillis) {
    while (!underway.isEmpty() && underway.peek().atMillis() <= untilMillis) {
      Arrival arrival = underway.remove();
      if (passes(arrival.frame().id())) {
        OptionalInt to = flowControlTo(arrival.frame());
        if (to.isPresent()) {
          put(arrival.atMillis(), car.hear(new CanFrame(to.getAsInt(), flowControl())));
        }
        return Optional.of(arrival);
      }
    }
    return Optional.empty();
  }

  /** Frames of one control unit follow one another; those of several interleave. */
  private void put(long causeMillis, List<TimedFrame> frames) {
    long atMillis = causeMillis;
    int sender = -1;
    for (TimedFrame timed : frames) {
      atMillis = timed.frame().id() == sender ? atMillis : causeMillis;
      sender = timed.frame().id();
      atMillis += timed.delayMillis();
      underway.add(new Arrival(atMillis, order++, timed.frame()));
    }
  }

  private boolean passes(int id) {
    if (settings.receiveId.isPresent()) {
      return settings.receiveId.getAsInt() == id;
    }
    // Without a filter of its own an adapter listens to what answers legislated requests.
    return id >= 0x7e8 && id <= 0x7ef || id == settings.header + 8;
  }

  private OptionalInt flowControlTo(CanFrame frame) {
    boolean firstFrame = frame.unsigned(0) >> 4 == 1;
    if (!firstFrame || !settings.flowControl) {
      return OptionalInt.empty();
    }
    if (settings.flowControlMode == 1) {
      return settings.flowControlHeader;
    }
    boolean functional = settings.header == Elm327Settings.FUNCTIONAL_ID;
    boolean legislated = frame.id() >= 0x7e8 && frame.id() <= 0x7ef;
    boolean known =
        model.automaticFlowControl() == AdapterModel.AutomaticFlowControl.LEGISLATED || functional;
    return legislated && known ? OptionalInt.of(frame.id() - 8) : OptionalInt.empty();
  }

  private byte[] flowControl() {
    byte[] data = new byte[8];
    byte[] chosen = settings.flowControlMode == 0 ? new byte[] {0x30} : settings.flowControlData;
    System.arraycopy(chosen, 0, data, 0, chosen.length);
    return data;
  }
}
