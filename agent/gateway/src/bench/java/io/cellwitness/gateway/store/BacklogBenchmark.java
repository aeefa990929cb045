package io.cellwitness.gateway.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A month without a broker: 2.6 million telemetry rows wait, then leave sixteen at a time as the
 * broker acknowledges them. Prints the memory in use on the way.
 */
final class BacklogBenchmark {

  private static final int ROWS = 2_600_000;
  private static final int WINDOW = 16;
  private static final int WRITERS = 64;
  private static final long ROOM = 4L << 30;

  private final Path place;
  private long mostHeap;
  private long leastHeap = Long.MAX_VALUE;

  BacklogBenchmark(Path place) {
    this.place = place;
  }

  void run() throws Exception {
    Path state = place.resolve("state");
    try (Store store = Store.open(state, new FleetCar(), new StoreLimits(ROOM, 5, 16L << 30))) {
      long begin = System.nanoTime();
      fill(store);
      System.out.printf(
          "backlog: %d rows written in %.0f s, file %.0f MB, heap in use %.1f MB%n",
          ROWS,
          (System.nanoTime() - begin) / 1e9,
          Files.size(state.resolve(StateDirectory.DATABASE)) / 1e6,
          heap() / 1e6);
      begin = System.nanoTime();
      drain(store);
      System.out.printf(
          "backlog: %d rows drained in %.0f s (%.0f rows/s), heap in use %.1f to %.1f MB of at most"
              + " %d MB, resident %s%n",
          ROWS,
          (System.nanoTime() - begin) / 1e9,
          ROWS / ((System.nanoTime() - begin) / 1e9),
          leastHeap / 1e6,
          mostHeap / 1e6,
          Runtime.getRuntime().maxMemory() >> 20,
          resident());
      if (!store.outbox().isEmpty()) {
        throw new IllegalStateException("rows are left");
      }
    }
  }

  /** By many threads, so that the writer commits many rows at once. */
  private static void fill(Store store) throws InterruptedException {
    AtomicLong next = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (long row = next.getAndIncrement(); row < ROWS; row = next.getAndIncrement()) {
                  store.outbox().add(message(row));
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void drain(Store store) {
    long last = 0;
    for (int drained = 0; drained < ROWS; ) {
      List<OutboxMessage> turn = store.outbox().next(WINDOW, Set.of());
      for (OutboxMessage message : turn) {
        if (message.sequence() != ++last) {
          throw new IllegalStateException("row " + message.sequence() + " came for " + last);
        }
      }
      store.outbox().delivered(turn.stream().map(OutboxMessage::sequence).toList());
      drained += turn.size();
      if (drained % (ROWS / 26) < WINDOW) {
        long heap = heap();
        mostHeap = Math.max(mostHeap, heap);
        leastHeap = Math.min(leastHeap, heap);
      }
    }
  }

  private static NewMessage message(long row) {
    String body =
        "{\"schema\":\"telemetry/1\",\"pack\":\"0123456789abcdef0123456789abcdef\",\"session\":1,"
            + "\"start\":\"2026-05-01T08:00:00.000Z\",\"clockSynced\":true,\"signals\":[{\"path\":"
            + "\"Vehicle.Powertrain.TractionBattery.CurrentVoltage\",\"t\":[0],\"v\":["
            + row
            + "]}]}";
    return new NewMessage(
        MessageClass.TELEMETRY,
        "cw/site/gw/telemetry/0123456789abcdef0123456789abcdef",
        "application/vnd.cellwitness.telemetry+json",
        "telemetry/1",
        body.getBytes(StandardCharsets.UTF_8),
        Optional.of(Duration.ofDays(1)));
  }

  /** What is really needed: after a collection. */
  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static String resident() throws java.io.IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM") || line.startsWith("VmRSS"))
        .map(line -> line.replaceAll("\\s+", " "))
        .toList()
        .toString();
  }
}
