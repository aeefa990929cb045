package io.cellwitness.simulator.car;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Control units on one CAN bus of 500 kbit/s with 11-bit ids, as found at the diagnostic socket.
 * Any adapter can be plugged in: frames go in, frames come out.
 */
public final class SimulatedCar {

  private final List<IsoTpEcu> ecus;
  private final DoubleSupplier socketVolts;

  /**
   * Builds the car.
   *
   * @param ecus its control units, each with ids of its own
   * @param socketVolts voltage at the diagnostic socket, V
   */
  public SimulatedCar(List<Ecu> ecus, DoubleSupplier socketVolts) {
    this.ecus = ecus.stream().map(IsoTpEcu::new).toList();
    this.socketVolts = socketVolts;
  }

  /**
   * Puts a frame on the bus.
   *
   * @param frame from the tester
   * @return what the control units send because of it: in the order of sending for each unit, units
   *     one after the other
   */
  public synchronized List<TimedFrame> hear(CanFrame frame) {
    List<TimedFrame> answers = new ArrayList<>();
    for (IsoTpEcu ecu : ecus) {
      answers.addAll(ecu.hear(frame));
    }
    return answers;
  }

  /**
   * What an adapter measures at its supply pins.
   *
   * @return V
   */
  public double socketVolts() {
    return socketVolts.getAsDouble();
  }
}
