package io.cellwitness.can.bench;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.can.elm.ElmAdapter;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.slcan.SlcanAdapter;
import io.cellwitness.can.uds.Adapter;
import io.cellwitness.can.uds.Ecu;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
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
  private static final int SLCAN_READS = 300;

  /** One takes a third of a second. */
  private static final int ELM_READS = 100;

  /** Until the code is compiled: a check reads a pack hundreds of times. */
  private static final int WARM_UP = 60;

  private PackReadBenchmark() {}

  /** The machine's clock. */
  private static final class MachineTime implements TimeSource {

    private final UUID boot = UUID.randomUUID();

    @Override
    public Stamp now() {
      return new Stamp(Instant.now(), System.nanoTime(), boot, true);
    }

    @Override
    public void sleep(Duration duration) {
      LockSupport.parkNanos(duration.toNanos());
    }
  }

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

  /** One read of the whole pack. */
  private interface PackRead {
    void run() throws Exception;
  }

  private static PackRead with(String name, Adapter adapter) {
    return () -> {
      for (Part part : PACK) {
        Adapter.Exchange exchange =
            adapter.exchange(BMS, HexFormat.of().parseHex(part.request()), false);
        if (exchange.messages().size() != 1
            || exchange.messages().get(0).payload().length != part.bytes()) {
          throw new IllegalStateException(name + ": " + exchange);
        }
      }
    };
  }

  /** Only writes what must be written and counts line ends: what the machine itself needs. */
  private static PackRead control(Timed link, boolean slcan) {
    byte[] buffer = new byte[4_096];
    return () -> {
      for (Part part : PACK) {
        link.chunks.clear();
        String request = slcan ? "t7E4803" + part.request() + "00000000\r" : part.request() + "\r";
        link.write(request.getBytes(StandardCharsets.US_ASCII));
        int lines = slcan ? part.frames() + 2 : part.frames() + 1;
        boolean cleared = !slcan;
        while (lines > 0) {
          int count = link.read(buffer, 100);
          for (int i = 0; i < count; i++) {
            lines -= buffer[i] == '\r' ? 1 : 0;
          }
          if (!cleared && lines == part.frames()) {
            cleared = true;
            link.write("t7E483000000000000000\r".getBytes(StandardCharsets.US_ASCII));
          }
        }
      }
    };
  }

  /** Both in turn, so that what else the machine does hits both alike. */
  private static void measure(String name, PackRead ours, PackRead control, long limitNanos, int reads)
      throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] ratios = new double[reads];
    double[] controls = new double[reads];
    long cpuNanos = 0;
    for (int i = -WARM_UP; i < reads; i++) {
      long begun = System.nanoTime();
      control.run();
      long between = System.nanoTime();
      long cpu = threads.getCurrentThreadCpuTime();
      ours.run();
      if (i >= 0) {
        cpuNanos += threads.getCurrentThreadCpuTime() - cpu;
        ratios[i] = (System.nanoTime() - between) / (double) limitNanos;
        controls[i] = (between - begun) / (double) limitNanos;
      }
    }
    Arrays.sort(ratios);
    Arrays.sort(controls);
    System.out.printf(
        Locale.ROOT,
        "%s: least time %.1f ms; median %.3f times that, p99 %.3f times, of %d reads (waiting"
            + " alone, without our code: %.3f and %.3f; processor time %.2f ms a read)%n",
        name,
        limitNanos / 1e6,
        ratios[reads / 2],
        ratios[reads * 99 / 100],
        reads,
        controls[reads / 2],
        controls[reads * 99 / 100],
        cpuNanos / 1e6 / reads);
  }

  /** Runs both. */
  public static void main(String[] args) throws Exception {
    String slcan = "SLCAN, P2 10 ms, STmin 0";
    Adapter stick = new SlcanAdapter(new Slcan());
    stick.open();
    measure(slcan, with(slcan, stick), control(new Slcan(), true), busNanos(), SLCAN_READS);
    String elm = "ELM327 at 38 400 baud, P2 10 ms";
    Adapter chip = new ElmAdapter(new Elm(), new MachineTime());
    chip.open();
    measure(elm, with(elm, chip), control(new Elm(), false), serialNanos(), ELM_READS);
  }
}
