package io.cellwitness.gateway.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.DoubleConsumer;
import org.sqlite.ProgressHandler;

/** How much of a store has been copied into a file, while SQLite copies it in one statement. */
final class CopyProgress extends ProgressHandler {

  /** About every twenty rows: often enough for a bar, too seldom to be felt. */
  private static final int EVERY_STEPS = 100;

  private final Path target;
  private final long wholeBytes;
  private final DoubleConsumer done;

  private CopyProgress(Path target, long wholeBytes, DoubleConsumer done) {
    this.target = target;
    this.wholeBytes = wholeBytes;
    this.done = done;
  }

  /** Has the share told, 0 to 1, until {@link ProgressHandler#clearHandler}. */
  static void tell(Connection connection, Path target, DoubleConsumer done) throws SQLException {
    long pages =
        Sql.number(connection, "PRAGMA page_count")
            - Sql.number(connection, "PRAGMA freelist_count");
    long bytes = Math.max(1, pages * Sql.number(connection, "PRAGMA page_size"));
    setHandler(connection, EVERY_STEPS, new CopyProgress(target, bytes, done));
  }

  @Override
  protected int progress() {
    done.accept((double) target.toFile().length() / wholeBytes);
    return 0;
  }
}
