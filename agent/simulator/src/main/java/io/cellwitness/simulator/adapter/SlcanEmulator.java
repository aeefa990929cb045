package io.cellwitness.simulator.adapter;

import io.cellwitness.api.TimeSource;
import io.cellwitness.simulator.car.CanFrame;
import io.cellwitness.simulator.car.SimulatedCar;
import io.cellwitness.simulator.car.TimedFrame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;

/**
 * An SLCAN stick, plugged into a simulated car, on a TCP port of the loopback interface. It passes
 * frames both ways and does no transport: flow control has to come from the client.
 */
public final class SlcanEmulator implements AutoCloseable {

  private static final int LONGEST_LINE = 32;
  private static final char BELL = 7;

  private final SlcanStyle style;
  private final SimulatedCar car;
  private final TimeSource time;
  private final LoopbackAdapter server;

  /**
   * Starts serving.
   *
   * @param style how it acknowledges
   * @param car what it is plugged into
   * @param time the clock its waits follow
   * @throws IOException when no port can be had
   */
  public SlcanEmulator(SlcanStyle style, SimulatedCar car, TimeSource time) throws IOException {
    this.style = style;
    this.car = car;
    this.time = time;
    this.server =
        new LoopbackAdapter("slcan-emulator", 0, (in, out) -> new Session(in, out).serve());
  }

  /**
   * Where it listens.
   *
   * @return TCP port on 127.0.0.1
   */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }

  /** One client. */
  private final class Session {
    private final InputStream in;
    private final OutputStream out;
    private boolean open;

    Session(InputStream in, OutputStream out) {
      this.in = in;
      this.out = out;
    }

    void serve() throws IOException, InterruptedException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c != '\r') {
          if (line.length() < LONGEST_LINE) {
            line.append((char) c);
          }
          continue;
        }
        if (!line.isEmpty()) {
          obey(line.toString());
        }
        line.setLength(0);
      }
    }

    private void obey(String line) throws IOException, InterruptedException {
      switch (line.charAt(0)) {
        case 'V' -> write(style.version() + "\r");
        case 'N' -> write(style == SlcanStyle.SILENT ? "" : "N1234\r");
        case 'F' -> acknowledge(open, open ? "F00" : "");
        case 'S', 'Z' -> acknowledge(!open, "");
        case 'O' -> {
          boolean accepted = !open;
          open = true;
          acknowledge(accepted, "");
        }
        case 'C' -> {
          boolean accepted = open;
          open = false;
          acknowledge(accepted, "");
        }
        case 't', 'T' -> transmit(line);
        default -> acknowledge(false, "");
      }
    }

    private void transmit(String line) throws IOException, InterruptedException {
      boolean standard = line.charAt(0) == 't';
      boolean whole = line.matches("t[0-7][0-9A-F]{2}8[0-9A-F]{16}|T[0-9A-F]{8}8[0-9A-F]{16}");
      boolean accepted = open && whole;
      String behind = style == SlcanStyle.AUTO_POLL ? standard ? "z" : "Z" : "";
      acknowledge(accepted, behind);
      if (!accepted || !standard) {
        // The car speaks 11-bit CAN only.
        return;
      }
      int id = Integer.parseInt(line.substring(1, 4), 16);
      for (TimedFrame timed :
          car.hear(new CanFrame(id, HexFormat.of().parseHex(line.substring(5))))) {
        time.sleep(Duration.ofMillis(timed.delayMillis()));
        byte[] data = timed.frame().data();
        write(
            String.format(Locale.ROOT, "t%03X%d", timed.frame().id(), data.length)
                + HexFormat.of().withUpperCase().formatHex(data)
                + "\r");
      }
    }

    private void acknowledge(boolean accepted, String answer) throws IOException {
      if (style != SlcanStyle.SILENT) {
        write(accepted ? answer + "\r" : String.valueOf(BELL));
      }
    }

    private void write(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
  }
}
