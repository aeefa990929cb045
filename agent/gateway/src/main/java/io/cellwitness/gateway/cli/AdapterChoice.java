package io.cellwitness.gateway.cli;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.TimeSource;
import io.cellwitness.can.AdapterFinder;
import io.cellwitness.can.serial.PortInfo;
import io.cellwitness.can.serial.SerialPorts;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Finds the adapter when the operator named none, and asks only when there are several. */
public final class AdapterChoice {

  private final Console console;
  private final TimeSource time;
  private final List<PortInfo> ports;
  private final Optional<Supplier<String>> answer;

  /**
   * Makes the choice.
   *
   * @param console where to say and ask
   * @param ports those to look at
   * @param time bounds how long each may take
   * @param answer reads a line from the operator; empty where nobody sits at a terminal
   */
  public AdapterChoice(
      Console console, List<PortInfo> ports, TimeSource time, Optional<Supplier<String>> answer) {
    this.console = console;
    this.time = time;
    this.ports = List.copyOf(ports);
    this.answer = answer;
  }

  /** Among the USB ports of this machine: a built-in port may be anything but an adapter. */
  static AdapterChoice onThisMachine(Console console, TimeSource time) {
    List<PortInfo> usb =
        SerialPorts.list().stream().filter(port -> port.usbIds().isPresent()).toList();
    java.io.Console terminal = console.terminal() ? System.console() : null;
    return new AdapterChoice(
        console, usb, time, Optional.ofNullable(terminal).map(t -> (Supplier<String>) t::readLine));
  }

  /**
   * Chooses.
   *
   * @return the adapter to use
   * @throws Failure UNAVAILABLE when there is none, USAGE when there are several and nobody to ask
   * @throws DriverException when a port's name cannot be right
   */
  public SourceAddress choose() throws Failure, DriverException {
    if (ports.isEmpty()) {
      throw new Failure(
          ExitCode.UNAVAILABLE,
          "no adapter is plugged in: this machine has no USB serial port; plug one in, or name it"
              + " with --source, for example elm327:tcp://192.168.0.10:35000");
    }
    console.say("Looking for the adapter on " + names(ports) + ".");
    AdapterFinder.Result found = AdapterFinder.find(ports, time);
    List<SourceAddress> adapters = found.adapters();
    if (adapters.isEmpty()) {
      throw new Failure(
          ExitCode.UNAVAILABLE,
          "no adapter answers on " + names(ports) + ": " + String.join("; ", found.troubles()));
    }
    SourceAddress chosen = adapters.size() == 1 ? adapters.get(0) : oneOf(adapters);
    console.say("Using " + chosen + ".");
    return chosen;
  }

  private SourceAddress oneOf(List<SourceAddress> adapters) throws Failure {
    String list = adapters.stream().map(SourceAddress::toString).collect(Collectors.joining(", "));
    if (answer.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE, "there are several adapters: " + list + "; choose one with --source");
    }
    for (int i = 0; i < adapters.size(); i++) {
      console.say((i + 1) + "  " + adapters.get(i));
    }
    console.say("Which one? Type its number.");
    String typed = answer.get().get();
    if (typed != null && typed.strip().matches("[1-9]")) {
      int number = Integer.parseInt(typed.strip());
      if (number <= adapters.size()) {
        return adapters.get(number - 1);
      }
    }
    throw new Failure(
        ExitCode.USAGE, "that is none of the adapters " + list + "; choose one with --source");
  }

  private static String names(List<PortInfo> ports) {
    return ports.stream().map(PortInfo::bestName).collect(Collectors.joining(", "));
  }
}
