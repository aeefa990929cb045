package io.cellwitness.gateway.base;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The machine's own clocks. The one place that reads them. */
public final class SystemTime implements TimeSource {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /**
   * Exists while systemd-timesyncd considers the clock right; chrony and ntpd are asked nothing.
   */
  private static final Path SYNCED = Path.of("/run/systemd/timesync/synchronized");

  /** Asking the file system costs more than all the rest; "not yet" may be a second late. */
  private static final long LOOK_EVERY_NANOS = 1_000_000_000L;

  private record Looked(long atNanos, boolean synced) {}

  private final UUID bootId = readBootId();
  private volatile Looked looked = look();

  @Override
  public Stamp now() {
    // Asked first: what is read after the clock was set is right, what was read before may not be.
    Looked last = looked;
    if (System.nanoTime() - last.atNanos() >= LOOK_EVERY_NANOS) {
      last = look();
      looked = last;
    }
    return new Stamp(Instant.now(), System.nanoTime(), bootId, last.synced());
  }

  private static Looked look() {
    return new Looked(System.nanoTime(), Files.exists(SYNCED));
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (!duration.isNegative() && !duration.isZero()) {
      Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
    }
  }

  private static UUID readBootId() {
    try {
      return UUID.fromString(Files.readString(BOOT_ID).strip());
    } catch (IOException | IllegalArgumentException e) {
      // Not Linux, or no /proc: the process is then its own boot, which is the safe reading.
      return UUID.randomUUID();
    }
  }
}
