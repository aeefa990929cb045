package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.gateway.store.Eventually;
import io.cellwitness.gateway.store.SessionEnd;
import io.cellwitness.gateway.store.SessionRow;
import io.cellwitness.gateway.store.Store;
import io.cellwitness.gateway.store.StoreException;
import io.cellwitness.gateway.store.StoreReader;
import io.cellwitness.gateway.store.Tmpfs;
import io.cellwitness.simulator.adapter.AdapterModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk fills while a car is being read over an adapter. */
@Timeout(180)
class FullDiskTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ENOUGH = 20;

  @TempDir Path dir;

  @Test
  void theCheckEndsInOneSentenceAndWhatWasReadIsKept() throws Exception {
    // The native library must not need the room of the small disk, nor vanish with it.
    Store.open(dir.resolve("elsewhere"), new SystemTime()).close();
    try (Tmpfs disk = new Tmpfs(Files.createDirectory(dir.resolve("disk")), "size=8m");
        Bench bench = new Bench()) {
      Path state = disk.path().resolve("state");
      String source = bench.elm(AdapterModel.CLONE);
      CompletableFuture<Cli> check =
          CompletableFuture.supplyAsync(
              () -> Cli.run("check", "--source", source, "--mode", "stream", "--state-dir", state));
      Eventually.within(PATIENCE, () -> check.isDone() || readings(state) >= ENOUGH);
      long before = readings(state);
      disk.fill();
      Cli ended = check.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertEquals(74, ended.code(), ended.err());
      assertEquals(1, ended.err().lines().count(), ended.err());
      assertTrue(ended.err().contains("no room left; what it answered for is kept"), ended.err());

      disk.makeRoom();
      try (Store store = Store.open(state, new SystemTime())) {
        assertTrue(store.notices().isEmpty());
        SessionRow session = store.sessions().get(0);
        assertEquals(Optional.of(SessionEnd.Outcome.INTERRUPTED), session.outcome());
        assertTrue(session.readings() >= before, session + " of " + before);
        assertTrue(store.reports().isEmpty());
      }
      Path file = dir.resolve("interrupted.jsonl.gz");
      Cli export = Cli.run("store", "export", file, "--session", 1, "--state-dir", state);
      assertEquals(0, export.code(), export.err());
      Cli report = Cli.run("check", "--source", "replay:" + file, "--state-dir", state, "--json");
      assertEquals(1, report.code(), "too short for a number, but a report: " + report.err());
      assertEquals(
          "hyundai-kia-400v",
          report.event("report").path("report").at("/vehicle/profile/id").asString());
    }
  }

  private static long readings(Path state) {
    try (StoreReader reader = StoreReader.open(state)) {
      return reader.sessions().stream().mapToLong(SessionRow::readings).sum();
    } catch (StoreException e) {
      // Not there yet.
      return 0;
    }
  }
}
