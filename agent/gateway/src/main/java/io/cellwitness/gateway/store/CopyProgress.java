package io.cellwitness.gateway.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.sqlite.ProgressHandler;

/** How much of a store has been copied into a file, while SQLite copies it in one statement. */
final class CopyProgress extends ProgressHandler {

  /** About every twenty rows: often enough for a bar, too seldom to be felt. */
  private static final int EVERY_STEPS = 100;

  private final Path target;
  private final long wholeBytes;
  private final DoubleConsumer done;
  private Optional<RuntimeException> thrown = Optional.empty();

  private CopyProgress(Path target, long wholeBytes, DoubleConsumer done) {
    this.target = target;
    this.wholeBytes = wholeBytes;
    this.done = done;
  }

  /** Has the share told, 0 to 1, until {@link ProgressHandler#clearHandler}. */
  static CopyProgress tell(Connection connection, Path target, DoubleConsumer done)
      throws SQLException {
    long pages =
        Sql.number(connection, "PRAGMA page_count")
            - Sql.number(connection, "PRAGMA freelist_count");
    long bytes = Math.max(1, pages * Sql.number(connection, "PRAGMA page_size"));
    CopyProgress progress = new CopyProgress(target, bytes, done);
    setHandler(connection, EVERY_STEPS, progress);
    return progress;
  }

  /** Any other answer than 0 has SQLite break the copy off; nothing may be thrown through it. */
  @Override
  protected int progress() {
    try {
      done.accept((double) target.toFile().length() / wholeBytes);
      return 0;
    } catch (RuntimeException e) {
      thrown = Optional.of(e);
      return 1;
    }
  }

  /** Why the copy was broken off, where the one that is told wanted that. */
  Optional<RuntimeException> thrown() {
    return thrown;
  }
}
