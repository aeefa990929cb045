package io.cellwitness.simulator.adapter;

import io.cellwitness.api.TimeSource;
import io.cellwitness.simulator.car.CanFrame;
import io.cellwitness.simulator.car.SimulatedCar;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Talks to one client as an ELM327 does: a line ended by carriage return comes in, lines and a
 * prompt go out. A character that arrives during an answer ends it with STOPPED.
 */
final class Elm327Session {

  private static final int MAX_LINE = 128;
  private static final int RESET_MILLIS = 1_000;
  private static final int DROPPED_LINE = 3;
  private static final int MAX_WAIT_MILLIS = 30_000;

  private final AdapterModel model;
  private final SimulatedCar car;
  private final TimeSource time;
  private final Supplier<Optional<Fault>> nextFault;
  private final InputStream in;
  private final OutputStream out;
  private Elm327Settings settings = new Elm327Settings();
  private String lastCommand = "";

  /**
   * Begins a conversation in the state after power-up.
   *
   * @param nextFault what goes wrong with the next request; empty when nothing does
   */
  Elm327Session(
      AdapterModel model,
      SimulatedCar car,
      TimeSource time,
      Supplier<Optional<Fault>> nextFault,
      InputStream in,
      OutputStream out) {
    this.model = model;
    this.car = car;
    this.time = time;
    this.nextFault = nextFault;
    this.in = in;
    this.out = out;
  }

  /**
   * Serves until the client leaves.
   *
   * @throws IOException when the connection breaks or a fault cuts it
   * @throws InterruptedException when the thread is interrupted
   */
  void serve() throws IOException, InterruptedException {
    StringBuilder line = new StringBuilder();
    boolean tooLong = false;
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\r') {
        String command = line.toString();
        line.setLength(0);
        if (settings.echo) {
          write("\r");
        }
        respond(tooLong ? "?" : command);
        tooLong = false;
      } else if (c > ' ' && c < 0x7f) {
        if (settings.echo) {
          write(String.valueOf((char) c));
        }
        tooLong |= line.length() == MAX_LINE;
        if (!tooLong) {
          line.append((char) Character.toUpperCase(c));
        }
      }
    }
  }

  private void respond(String typed) throws IOException, InterruptedException {
    // A bare carriage return repeats the last command.
    String command = typed.isEmpty() ? lastCommand : typed;
    lastCommand = command;
    if (command.startsWith("AT")) {
      configure(command.substring(2));
    } else if (command.equals("STI") && model.stnIdentity().isPresent()) {
      line(model.stnIdentity().get());
    } else if (command.matches("[0-9A-F]{2,15}")) {
      request(command);
    } else if (!command.isEmpty()) {
      line("?");
    }
    write(settings.lineFeeds ? "\r\n>" : "\r>");
  }

  private void configure(String command) throws IOException, InterruptedException {
    if (model.unknownCommands().stream().anyMatch(command::startsWith)) {
      line("?");
      return;
    }
    switch (command) {
      case "Z", "WS" -> {
        if (command.equals("Z")) {
          time.sleep(Duration.ofMillis(RESET_MILLIS));
        }
        settings = new Elm327Settings();
        write("\r");
        line(model.identity());
      }
      case "D" -> {
        settings = new Elm327Settings();
        line("OK");
      }
      case "I" -> line(model.identity());
      case "@1" -> line(model.description());
      case "RV" -> line(String.format(Locale.ROOT, "%.1fV", car.socketVolts()));
      case "DPN" -> line(String.format(Locale.ROOT, "%X", settings.protocol));
      case "DP" ->
          line(
              settings.protocol == 6
                  ? "ISO 15765-4 (CAN 11/500)"
                  : "PROTOCOL " + settings.protocol);
      default -> line(settings.apply(command) ? "OK" : "?");
    }
  }

  private void request(String typed) throws IOException, InterruptedException {
    boolean counted = typed.length() % 2 == 1;
    int wanted = counted ? Character.digit(typed.charAt(typed.length() - 1), 16) : 0;
    byte[] payload = HexFormat.of().parseHex(typed.substring(0, typed.length() & ~1));
    if (settings.protocol == 0) {
      line("SEARCHING...");
      settings.protocol = 6;
    }
    if (settings.protocol != 6) {
      // The car speaks 11-bit CAN at 500 kbit/s and nothing else.
      line(settings.protocol == 7 ? "NO DATA" : "CAN ERROR");
      return;
    }
    if (payload.length > (settings.formatting ? 7 : 8)) {
      line("?");
      return;
    }
    Optional<Fault> fault = nextFault.get();
    Elm327Bus bus = new Elm327Bus(model, settings, car);
    bus.send(new CanFrame(settings.header, settings.formatting ? singleFrame(payload) : payload));
    receive(bus, wanted, fault);
  }

  private void receive(Elm327Bus bus, int wanted, Optional<Fault> fault)
      throws IOException, InterruptedException {
    long nowMillis = 0;
    int lines = 0;
    while (wanted == 0 || lines < wanted) {
      long untilMillis = nowMillis + (lines == 0 ? settings.timeoutMillis : gapMillis());
      Optional<Elm327Bus.Arrival> arrival = bus.next(Math.min(untilMillis, MAX_WAIT_MILLIS));
      long arrivedMillis = arrival.map(Elm327Bus.Arrival::atMillis).orElse(untilMillis);
      time.sleep(Duration.ofMillis(arrivedMillis - nowMillis));
      nowMillis = arrivedMillis;
      if (in.available() > 0) {
        in.read();
        line("STOPPED");
        return;
      }
      if (arrival.isEmpty()) {
        break;
      }
      lines++;
      if (!fault.equals(Optional.of(Fault.DROP_LINE)) || lines != DROPPED_LINE) {
        line(shown(arrival.get().frame()));
      }
      if (fault.equals(Optional.of(Fault.CUT_CONNECTION))) {
        out.flush();
        throw new IOException("cut on purpose");
      }
    }
    if (lines == 0) {
      line("NO DATA");
    }
  }

  /** Adaptive timing learns how fast the car is; the original never waits less than about this. */
  private int gapMillis() {
    return settings.adaptiveTiming == 0
        ? settings.timeoutMillis
        : Math.min(settings.timeoutMillis, settings.adaptiveTiming == 1 ? 60 : 30);
  }

  private String shown(CanFrame frame) {
    byte[] data = frame.data();
    int kind = frame.unsigned(0) >> 4;
    if (settings.headers) {
      return hex(String.format(Locale.ROOT, "%03X", frame.id()), data);
    }
    if (!settings.formatting) {
      return hex("", data);
    }
    return switch (kind) {
      case 0 -> hex("", Arrays.copyOfRange(data, 1, 1 + Math.min(7, frame.unsigned(0))));
      case 1 -> {
        int length = (frame.unsigned(0) & 0xf) << 8 | frame.unsigned(1);
        String first = hex("0:", Arrays.copyOfRange(data, 2, 8));
        yield String.format(Locale.ROOT, "%03X", length) + end() + first;
      }
      default ->
          hex(
              String.format(Locale.ROOT, "%X:", frame.unsigned(0) & 0xf),
              Arrays.copyOfRange(data, 1, 8));
    };
  }

  private String hex(String prefix, byte[] data) {
    HexFormat format = (settings.spaces ? HexFormat.ofDelimiter(" ") : HexFormat.of());
    String bytes = format.withUpperCase().formatHex(data);
    if (prefix.isEmpty() || !settings.spaces) {
      return prefix + bytes;
    }
    return prefix + " " + bytes;
  }

  private static byte[] singleFrame(byte[] payload) {
    byte[] data = new byte[8];
    data[0] = (byte) payload.length;
    System.arraycopy(payload, 0, data, 1, payload.length);
    return data;
  }

  private String end() {
    return settings.lineFeeds ? "\r\n" : "\r";
  }

  private void line(String text) throws IOException {
    write(text + end());
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
