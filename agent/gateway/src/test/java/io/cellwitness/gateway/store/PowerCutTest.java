package io.cellwitness.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power is cut after every system call of a recorded workload: what the store had answered for
 * must be there, and the file must be whole. Unsynced writes are dropped, kept or torn.
 *
 * <p>The build samples the cuts over enough commits to see a checkpoint; {@code
 * -Dcellwitness.powercut.commits=2000 -Dcellwitness.powercut.points=12000} is the full run.
 */
@Timeout(1200)
class PowerCutTest {

  private static final int COMMITS = Integer.getInteger("cellwitness.powercut.commits", 350);
  private static final int POINTS = Integer.getInteger("cellwitness.powercut.points", 300);

  @TempDir Path dir;

  /** How the cuts of one workload ended. */
  private record Verdict(int points, int corrupt, int lost) {}

  @Test
  void noCutCorruptsTheStoreOrLosesWhatItAnsweredFor() throws Exception {
    Verdict verdict = cutEverywhere("store");
    System.out.printf(
        "power cuts: %d points, %d corrupt, %d with committed rows lost%n",
        verdict.points(), verdict.corrupt(), verdict.lost());
    assertTrue(verdict.points() >= POINTS * 0.8, verdict.toString());
    assertEquals(0, verdict.corrupt());
    assertEquals(0, verdict.lost());
  }

  @Test
  void theSameCutsShowThatSynchronousNormalLosesRows() throws Exception {
    // Proves that the test can fail.
    Verdict verdict = cutEverywhere("normal");
    System.out.printf(
        "power cuts with synchronous=NORMAL: %d points, %d with committed rows lost%n",
        verdict.points(), verdict.lost());
    assertTrue(verdict.lost() > 0, verdict.toString());
  }

  private Verdict cutEverywhere(String mode) throws Exception {
    Path trace = dir.resolve(mode + ".trace");
    Path said = dir.resolve(mode + ".out");
    Path state = dir.resolve(mode);
    Strace.Run run =
        Strace.run(
            List.of(
                "-y",
                "-xx",
                "-s",
                "70000",
                "-o",
                trace.toString(),
                "-e",
                "trace=pwrite64,write,fsync,fdatasync,ftruncate,unlink,unlinkat"),
            PowerCutWriter.class,
            said,
            state.toString(),
            Integer.toString(COMMITS),
            mode);
    assertEquals("done", run.lines().get(run.lines().size() - 1));
    List<Strace.Call> calls = Strace.read(trace, said.toRealPath());
    assertEquals(COMMITS, calls.stream().filter(call -> isAck(call)).count());
    return replay(calls);
  }

  private Verdict replay(List<Strace.Call> calls) throws Exception {
    DiskImage disk = new DiskImage();
    Random random = new Random(99);
    DiskImage.Fate[] fates = DiskImage.Fate.values();
    double step = Math.max(1, calls.size() * (double) fates.length / POINTS);
    double next = 0;
    long index = 0;
    long acknowledged = 0;
    int points = 0;
    int corrupt = 0;
    int lost = 0;
    for (Strace.Call call : calls) {
      disk.apply(call);
      if (isAck(call)) {
        acknowledged = Long.parseLong(((Strace.Said) call).line().substring(4));
      }
      for (DiskImage.Fate fate : fates) {
        if (index++ >= next && acknowledged > 0) {
          next = index - 1 + step;
          points++;
          try {
            lost += survivors(disk, fate, random) < acknowledged ? 1 : 0;
          } catch (SQLException e) {
            if (corrupt++ == 0) {
              // One is enough to begin the search with.
              System.out.println(
                  "corrupt after call " + index / fates.length + ", " + fate + ": " + e);
            }
          }
        }
      }
    }
    return new Verdict(points, corrupt, lost);
  }

  /** Opens what the disk holds, as the agent does after an unclean end; how many rows are there. */
  private long survivors(DiskImage disk, DiskImage.Fate fate, Random random)
      throws IOException, SQLException {
    Path image = Files.createTempDirectory(memory(), "powercut");
    try {
      disk.restore(image, fate, random);
      Path file = image.resolve(StateDirectory.DATABASE);
      try (Connection connection = Database.openWriter(file, 1L << 30, true)) {
        long count = Sql.number(connection, "SELECT count(*) FROM outbox");
        long last = Sql.number(connection, "SELECT coalesce(max(sequence), 0) FROM outbox");
        assertEquals(last, count, "no row may be missing in between");
        return count;
      }
    } finally {
      try (Stream<Path> files = Files.list(image)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(image);
    }
  }

  /** A file system in memory, where there is one: thousands of images are written. */
  private Path memory() {
    Path shm = Path.of("/dev/shm");
    return Files.isWritable(shm) ? shm : dir;
  }

  private static boolean isAck(Strace.Call call) {
    return call instanceof Strace.Said said && said.line().startsWith("ack ");
  }
}
