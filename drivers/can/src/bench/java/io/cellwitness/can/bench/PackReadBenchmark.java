package io.cellwitness.can.bench;

import io.cellwitness.can.elm.ElmAdapter;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.slcan.SlcanAdapter;
import io.cellwitness.can.uds.Adapter;
import io.cellwitness.can.uds.Ecu;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads a whole pack (98 cells, main block, declared health: five answers of 26 frames in all)
 * through a simulated adapter in real time, and compares with the time the bus or the serial line
 * needs at least. Pacing, which the driver adds, is not measured.
 */
public final class PackReadBenchmark {

  private static final Ecu BMS = Ecu.plain(0x7E4, 0x7EC, 11);
  private static final long P2_NANOS = 10_000_000;

  /** A data frame of 8 bytes with 11-bit identifier at 500 kbit/s, about 120 bits when stuffed. */
  private static final long FRAME_NANOS = 240_000;

  private static final int ELM_BAUD = 38_400;
  private static final int READS = 300;

  private PackReadBenchmark() {}

  /** What is asked, and how many bytes the answer has. */
  private record Part(String request, int bytes) {
    int frames() {
      return 1 + (bytes - 6 + 6) / 7;
    }

    List<String> answer() {
      StringBuilder hex = new StringBuilder("62" + request.substring(2));
      while (hex.length() < 2 * bytes) {
        hex.append("B4");
      }
      List<String> frames = new ArrayList<>();
      frames.add(String.format(Locale.ROOT, "1%03X", bytes) + hex.substring(0, 12));
      for (int at = 12, n = 1; at < hex.length(); at += 14, n++) {
        String data = hex.substring(at, Math.min(hex.length(), at + 14));
        frames.add("2" + "0123456789ABCDEF".charAt(n & 15) + data + "AA".repeat(7 - data.length() / 2));
      }
      return frames;
    }
  }

  private static final List<Part> PACK =
      List.of(
          new Part("220101", 62),
          new Part("220102", 39),
          new Part("220103", 39),
          new Part("220104", 39),
          new Part("220105", 46));

  /** An adapter whose bytes come at their time. */
  private abstract static class Timed implements Link {
    /** A chunk and when it is there. */
    record Chunk(long atNanos, byte[] bytes) {}

    final Deque<Chunk> chunks = new ArrayDeque<>();
    long busyUntil;

    void later(long atNanos, String text) {
      chunks.add(new Chunk(atNanos, text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void open() {
      chunks.clear();
    }

    @Override
    public int read(byte[] buffer, int timeoutMillis) {
      long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
      while (true) {
        Chunk next = chunks.peek();
        long wanted = next == null ? deadline : Math.min(deadline, next.atNanos());
        long wait = wanted - System.nanoTime();
        if (wait > 0) {
          LockSupport.parkNanos(wait);
        } else if (next != null && next.atNanos() <= System.nanoTime()) {
          chunks.poll();
          System.arraycopy(next.bytes(), 0, buffer, 0, next.bytes().length);
          return next.bytes().length;
        } else if (System.nanoTime() >= deadline) {
          return 0;
        }
      }
    }

    @Override
    public void close() {}

    @Override
    public String describe() {
      return "simulated";
    }
  }

  private static final class Slcan extends Timed {
    private List<String> waiting = List.of();

    @Override
    public void write(byte[] bytes) {
      String line = new String(bytes, StandardCharsets.US_ASCII).strip();
      long now = System.nanoTime();
      later(now, line.equals("V") ? "V1013\r" : line.startsWith("t") ? "z\r" : "\r");
      if (line.startsWith("t7E4830")) {
        long at = now + FRAME_NANOS;
        for (String frame : waiting) {
          at += FRAME_NANOS;
          later(at, "t7EC8" + frame + "\r");
        }
      } else if (line.startsWith("t7E48")) {
        Part part = asked(line.substring(7, 13));
        List<String> frames = part.answer();
        later(now + FRAME_NANOS + P2_NANOS + FRAME_NANOS, "t7EC8" + frames.get(0) + "\r");
        waiting = frames.subList(1, frames.size());
      }
    }
  }

  private static final class Elm extends Timed {
    @Override
    public void write(byte[] bytes) {
      String line = new String(bytes, StandardCharsets.US_ASCII).strip();
      long now = System.nanoTime() + characters(line.length() + 1);
      if (line.startsWith("22")) {
        long bus = now + P2_NANOS + 2 * FRAME_NANOS;
        long serial = bus;
        for (String frame : asked(line.substring(0, 6)).answer()) {
          serial = Math.max(serial, bus) + characters(frame.length() + 4);
          later(serial, "7EC" + frame + "\r");
          bus += FRAME_NANOS;
        }
        later(serial + characters(2), "\r>");
      } else {
        later(now + characters(5), line.equals("ATI") ? "ELM327 v1.4\r\r>" : "OK\r\r>");
      }
    }
  }

  private static long characters(int count) {
    return count * 10L * 1_000_000_000L / ELM_BAUD;
  }

  private static Part asked(String request) {
    return PACK.stream().filter(p -> p.request().equals(request)).findFirst().orElseThrow();
  }

  /** Request, P2, first frame, flow control, consecutive frames. */
  private static long busNanos() {
    return PACK.stream().mapToLong(p -> P2_NANOS + (2 + p.frames()) * FRAME_NANOS).sum();
  }

  /** What the serial line needs for the characters, and the car for P2. */
  private static long serialNanos() {
    return PACK.stream()
        .mapToLong(
            p ->
                characters(p.request().length() + 1)
                    + P2_NANOS
                    + 2 * FRAME_NANOS
                    + p.answer().stream().mapToLong(f -> characters(f.length() + 4)).sum()
                    + characters(2))
        .sum();
  }

  private static void measure(String name, Adapter adapter, long limitNanos) throws Exception {
    adapter.open();
    double[] ratios = new double[READS];
    for (int i = -20; i < READS; i++) {
      long begun = System.nanoTime();
      for (Part part : PACK) {
        Adapter.Exchange exchange =
            adapter.exchange(BMS, HexFormat.of().parseHex(part.request()), false);
        if (exchange.messages().size() != 1
            || exchange.messages().get(0).payload().length != part.bytes()) {
          throw new IllegalStateException(name + ": " + exchange);
        }
      }
      if (i >= 0) {
        ratios[i] = (System.nanoTime() - begun) / (double) limitNanos;
      }
    }
    Arrays.sort(ratios);
    System.out.printf(
        Locale.ROOT,
        "%s: least time %.1f ms; median %.3f times that, p99 %.3f times, of %d reads%n",
        name,
        limitNanos / 1e6,
        ratios[READS / 2],
        ratios[READS * 99 / 100],
        READS);
  }

  /** Runs both. */
  public static void main(String[] args) throws Exception {
    measure("SLCAN, P2 10 ms, STmin 0", new SlcanAdapter(new Slcan()), busNanos());
    measure("ELM327 at 38 400 baud, P2 10 ms", new ElmAdapter(new Elm()), serialNanos());
  }
}
