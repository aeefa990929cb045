package io.cellwitness.opcua;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Stamp;
import io.cellwitness.opcua.config.Sampling;
import io.cellwitness.opcua.link.LinkException;
import io.cellwitness.opcua.link.UaLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks for each node when it is due. */
final class Polling extends Reception {

  private final List<Located> nodes;
  private final long[] intervalNanos;
  private final long[] dueNanos;

  Polling(UaLink link, List<Located> nodes, Sampling sampling, DriverContext context) {
    super(link, sampling, context);
    this.nodes = List.copyOf(nodes);
    this.intervalNanos = new long[nodes.size()];
    this.dueNanos = new long[nodes.size()];
    long now = context.time().now().monotonicNanos();
    for (int i = 0; i < intervalNanos.length; i++) {
      intervalNanos[i] =
          nodes.get(i).judge().mapping().interval().orElse(sampling.interval()).toNanos();
      dueNanos[i] = now;
    }
  }

  @Override
  List<Reading> receive() throws LinkException, InterruptedException {
    Stamp now = context.time().now();
    Duration wait = Duration.ofNanos(earliest() - now.monotonicNanos());
    if (wait.compareTo(Duration.ZERO) > 0) {
      // In short pieces, so that a close from another thread is noticed soon.
      context.time().sleep(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
      now = context.time().now();
    }
    List<Located> due = new ArrayList<>();
    for (int i = 0; i < dueNanos.length; i++) {
      if (dueNanos[i] <= now.monotonicNanos()) {
        due.add(nodes.get(i));
        // A read that came late does not make up for the missed ones.
        long next = dueNanos[i] + intervalNanos[i];
        dueNanos[i] = next > now.monotonicNanos() ? next : now.monotonicNanos() + intervalNanos[i];
      }
    }
    return due.isEmpty() ? List.of() : read(due);
  }

  private long earliest() {
    long earliest = Long.MAX_VALUE;
    for (long due : dueNanos) {
      earliest = Math.min(earliest, due);
    }
    return earliest;
  }
}
