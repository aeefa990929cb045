package io.cellwitness.gateway.store;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * Writes down the first moment of this boot at which the clock was known to be right; once per
 * boot, and never changed afterwards, so that a later jump of the clock cannot date anything anew.
 * For the writer's thread.
 */
final class ClockKeeper {

  private final TimeSource time;
  private final SqlDictionary dictionary;
  private boolean kept;

  ClockKeeper(TimeSource time, SqlDictionary dictionary) {
    this.time = time;
    this.dictionary = dictionary;
  }

  /** Whether the clock is known now and nobody has written it down yet. */
  boolean due() {
    return !kept && time.now().clockSynced();
  }

  /** Writes the moment down, inside a transaction, when it has come. */
  void keep(Connection connection) throws SQLException {
    if (kept) {
      return;
    }
    // The machine's own stamp, not a reading's: a source may date its readings by another clock.
    Stamp now = time.now();
    if (now.clockSynced()) {
      KnownTime known = KnownTime.of(now);
      Sql.update(
          connection,
          "UPDATE boot SET known_wall_ns = ?, known_mono_ns = ?"
              + " WHERE id = ? AND known_wall_ns IS NULL",
          TimeUnit.SECONDS.toNanos(known.wall().getEpochSecond()) + known.wall().getNano(),
          known.monotonicNanos(),
          dictionary.bootId(now.bootId()));
      kept = true;
    }
  }
}
