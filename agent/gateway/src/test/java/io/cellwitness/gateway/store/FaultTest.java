package io.cellwitness.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The kernel fails the n-th call on the store's files, injected by strace: the agent says so in one
 * sentence, answers for nothing more, and at the next start everything it had answered for is
 * there.
 */
@Timeout(300)
class FaultTest {

  private static final int COMMITS = 200;

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "fsync, EIO, 20, INPUT_OUTPUT",
    "fsync, EIO, 120, INPUT_OUTPUT",
    "pwrite64, ENOSPC, 60, FULL",
    "pwrite64, ENOSPC, 300, FULL",
    "pwrite64, EIO, 150, INPUT_OUTPUT"
  })
  void aFailedCallIsSaidAndLosesNothing(String call, String error, int nth, String kind)
      throws Exception {
    Path state = dir.resolve("state");
    Store.open(state, new FakeTime()).close();
    Path output = Files.createFile(dir.resolve("out"));
    Strace.Run run =
        Strace.run(
            List.of(
                "-o",
                "/dev/null",
                "-P",
                state.resolve("cellwitness.db").toString(),
                "-P",
                state.resolve("cellwitness.db-wal").toString(),
                "-e",
                "trace=" + call,
                "-e",
                "inject=" + call + ":error=" + error + ":when=" + nth + "+"),
            PowerCutWriter.class,
            output,
            state.toString(),
            Integer.toString(COMMITS),
            "store");
    String last = run.lines().get(run.lines().size() - 1);
    assertTrue(last.startsWith("failed " + kind + " ") && last.contains("the store"), last);
    assertEquals(3, run.exitCode());
    int acknowledged = run.lines().size() - 1;
    assertTrue(acknowledged < COMMITS);
    try (Store store = Store.open(state, new FakeTime())) {
      assertEquals(List.of(), store.notices());
      int found = store.outbox().next(1000, Set.of()).size();
      assertTrue(found >= acknowledged, found + " of " + acknowledged);
    }
  }
}
