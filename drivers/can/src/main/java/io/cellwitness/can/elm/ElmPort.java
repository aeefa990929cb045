package io.cellwitness.can.elm;

import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.LinkException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Sends one command line at a time and waits for the prompt. Every wait is bounded. */
final class ElmPort {

  /**
   * How long to wait for a reply.
   *
   * @param silenceMillis how long the adapter may say nothing at all before it counts as stuck
   * @param total how long the reply may take, however often a character comes
   */
  record Patience(int silenceMillis, Duration total) {}

  private static final int SLICE_MILLIS = 100;
  private static final int QUIET_SLICES = 2;
  private static final int MOST_READS = 20_000;

  /**
   * Fewer reads than this are not held against their limit of time: a simulation's clock runs
   * hundreds of times faster than its sockets.
   */
  private static final int FEWEST_READS = 50;

  private static final Patience WHO = new Patience(1_000, Duration.ofSeconds(3));
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(3);

  private final Link link;
  private final TimeSource time;
  private final byte[] buffer = new byte[4_096];

  ElmPort(Link link, TimeSource time) {
    this.link = link;
    this.time = time;
  }

  /**
   * Sends a command and waits for its reply.
   *
   * @param command without carriage return
   * @param patience how long to wait for the prompt
   * @return the reply without echo, or empty when no prompt came
   */
  Optional<ElmReply> ask(String command, Patience patience) throws LinkException {
    link.write((command + "\r").getBytes(StandardCharsets.US_ASCII));
    ElmParser.State state = ElmParser.START;
    Stamp begun = time.now();
    int silentSlices = 0;
    for (int reads = 0; reads < MOST_READS; reads++) {
      int count = link.read(buffer, SLICE_MILLIS);
      silentSlices = count == 0 ? silentSlices + 1 : 0;
      state = state.feed(buffer, count);
      if (state instanceof ElmParser.Complete complete) {
        if (complete.surplus() > 0) {
          drain();
          return Optional.empty();
        }
        return Optional.of(complete.reply().withoutEcho(command));
      }
      if (state instanceof ElmParser.Overflow
          || silentSlices * SLICE_MILLIS >= patience.silenceMillis()
          || isOver(begun, reads, patience.total())) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private boolean isOver(Stamp begun, int reads, Duration total) {
    return reads >= FEWEST_READS && time.now().secondsSince(begun) >= total.toMillis() / 1e3;
  }

  /** Throws away what still comes, until the line is quiet or never seems to be. */
  void drain() throws LinkException {
    Stamp begun = time.now();
    int quiet = 0;
    for (int reads = 0;
        reads < MOST_READS && quiet < QUIET_SLICES && !isOver(begun, reads, LONGEST_DRAIN);
        reads++) {
      quiet = link.read(buffer, SLICE_MILLIS) == 0 ? quiet + 1 : 0;
    }
  }

  /**
   * Brings an adapter that is in the middle of something back to its prompt. Any character ends
   * what it is doing; never a bare carriage return, which repeats the last command of whoever used
   * the adapter before.
   */
  void resynchronise() throws LinkException {
    for (int tries = 0; tries < 3; tries++) {
      drain();
      Optional<ElmReply> reply = ask("ATI", WHO);
      if (reply.isPresent()) {
        if (!reply.get().isIdentity()) {
          // It was in the middle of something, and what is left of ATI is still to be answered.
          drain();
        }
        return;
      }
    }
    throw new LinkException(
        Kind.UNAVAILABLE,
        "the device at "
            + link.describe()
            + " does not answer like an ELM327 adapter; check the port, its baud rate"
            + " (write @115200 behind the device) and that no other program uses it",
        null);
  }
}
