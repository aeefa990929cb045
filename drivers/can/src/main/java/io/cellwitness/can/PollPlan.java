package io.cellwitness.can;

import io.cellwitness.can.profile.Polling;
import io.cellwitness.can.profile.ReadRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Says which request is due: the one most overdue in terms of its own period. So a clock that runs
 * hundreds of times faster than the car answers still gives each class its share.
 */
final class PollPlan {

  private static final int MOST_SILENCES_COUNTED = 5;

  /** A request with its history. */
  static final class Entry {
    private final ReadRequest request;
    private final long periodNanos;
    private boolean asked;
    private long askedAtNanos;
    private int silences;

    private Entry(ReadRequest request) {
      this.request = request;
      this.periodNanos = request.polling().period().toNanos();
    }

    ReadRequest request() {
      return request;
    }

    boolean wasAsked() {
      return asked;
    }

    /** Silent ones are asked ever more rarely, up to 32 times their period. */
    private double overdue(long nowNanos) {
      return asked
          ? (nowNanos - askedAtNanos) / ((double) periodNanos * (1L << silences))
          : Double.POSITIVE_INFINITY;
    }

    private long dueInNanos(long nowNanos) {
      return asked ? Math.max(0, (periodNanos << silences) - (nowNanos - askedAtNanos)) : 0;
    }

    void asked(long nowNanos, boolean answered) {
      asked = true;
      askedAtNanos = nowNanos;
      silences = answered ? 0 : Math.min(silences + 1, MOST_SILENCES_COUNTED);
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  PollPlan(List<ReadRequest> requests) {
    for (ReadRequest request : requests) {
      if (request.polling() != Polling.ONCE) {
        entries.add(new Entry(request));
      }
    }
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  int size() {
    return entries.size();
  }

  /** The request to send next, due or not. */
  Entry next(long nowNanos) {
    Entry best = entries.get(0);
    for (Entry entry : entries) {
      if (entry.overdue(nowNanos) > best.overdue(nowNanos)) {
        best = entry;
      }
    }
    return best;
  }

  /** How long until a request is due. */
  Duration untilDue(Entry entry, long nowNanos) {
    return Duration.ofNanos(entry.dueInNanos(nowNanos));
  }
}
