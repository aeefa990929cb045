package io.cellwitness.gateway.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.Function;

/** What an operator does to a store: make room, and forget a vehicle. Never touches the chain. */
public final class Maintenance {

  private static final int VACUUM_PAGES = 10_000;

  private final Writer writer;

  Maintenance(Writer writer) {
    this.writer = writer;
  }

  /**
   * What was removed.
   *
   * @param sessions how many sessions lost their readings
   * @param readings how many readings
   * @param reports how many reports lost their content
   * @param messages how many messages left the outbox unsent
   */
  public record Removed(long sessions, long readings, long reports, long messages) {

    private Removed and(Removed more) {
      return new Removed(
          sessions + more.sessions,
          readings + more.readings,
          reports + more.reports,
          messages + more.messages);
    }
  }

  /**
   * Removes the readings of sessions that ended before an instant, and gives the room back to the
   * disk. Sessions stay listed; reports and the outbox stay as they are.
   *
   * @param before sessions with an end earlier than this; running and interrupted ones stay
   * @param undated whether to believe the clock also where it was never known to be right
   * @param phases takes the name of each phase, and gives what is told the share of it that is done
   * @return what was removed
   * @throws StoreException when the store failed
   */
  public Removed prune(Instant before, boolean undated, Function<String, DoubleConsumer> phases) {
    String ended = endedBefore(undated ? "" : " AND " + SessionDates.END_KNOWN);
    List<Long> sessions =
        writer.run(
            connection ->
                Sql.list(
                    connection,
                    row -> row.getLong(1),
                    "SELECT DISTINCT session FROM segment WHERE session IN (" + ended + ")",
                    before.toEpochMilli()));
    Removed removed = new Removed(0, 0, 0, 0);
    DoubleConsumer removing = phases.apply("removing readings");
    for (int i = 0; i < sessions.size(); i++) {
      // One by one: whoever breaks it off has lost nothing but time.
      long session = sessions.get(i);
      removed = removed.and(writer.run(connection -> removeReadings(connection, "?", session)));
      removing.accept((i + 1.0) / sessions.size());
    }
    vacuum(phases.apply("giving the room back"));
    return removed;
  }

  /**
   * Sessions with readings that only seem to have ended before an instant: their clock was never
   * known to be right, and a clock that was never set is behind.
   *
   * @param before as for {@link #prune}
   * @return how many
   */
  public long undated(Instant before) {
    return writer.run(
        connection ->
            Sql.number(
                connection,
                "SELECT count(DISTINCT session) FROM segment WHERE session IN ("
                    + endedBefore(" AND NOT " + SessionDates.END_KNOWN)
                    + ")",
                before.toEpochMilli()));
  }

  private static String endedBefore(String more) {
    return "SELECT s.id" + SessionDates.SESSIONS + " WHERE " + SessionDates.END_MS + " < ?" + more;
  }

  /**
   * Erases a vehicle: its readings, its VIN and pseudonym, the content of its reports and its
   * unsent messages. Of each report sequence and hash stay, so that the chain of the others can
   * still be followed. Deleted pages are overwritten. Copies outside of the store (report folders,
   * backups, damaged files kept aside) are the operator's.
   *
   * @param pack pseudonym of the pack
   * @return what was removed; all zero when the store knows no such pack
   * @throws StoreException of kind MISUSE when a session of the pack is running, or when the store
   *     failed
   */
  public Removed erase(String pack) {
    Removed removed = writer.run(connection -> erase(connection, pack));
    vacuum(share -> {});
    return removed;
  }

  private static Removed erase(Connection connection, String pack) throws SQLException {
    long running =
        Sql.number(
            connection, "SELECT count(*) FROM session WHERE pack = ? AND outcome IS NULL", pack);
    if (running > 0) {
      throw new StoreException(
          StoreException.Kind.MISUSE,
          "a session of pack " + pack + " is running; end it, then erase the vehicle");
    }
    Removed readings = removeReadings(connection, "SELECT id FROM session WHERE pack = ?", pack);
    // Telemetry names its pack only in the topic, as the last level.
    int messages =
        Sql.update(
            connection,
            "DELETE FROM outbox WHERE report IN (SELECT sequence FROM report WHERE pack = ?)"
                + " OR substr(topic, -length(?) - 1) = '/' || ?",
            pack,
            pack,
            pack);
    int reports =
        Sql.update(
            connection,
            "UPDATE report SET jws = x'', pack = NULL, topic = NULL WHERE pack = ?",
            pack);
    Sql.update(
        connection,
        "UPDATE session SET vin = NULL, pack = NULL, model = NULL, erased = 1 WHERE pack = ?",
        pack);
    return new Removed(readings.sessions(), readings.readings(), reports, messages);
  }

  private static Removed removeReadings(Connection connection, String sessions, Object argument)
      throws SQLException {
    String segments = " FROM segment WHERE session IN (" + sessions + ")";
    long count = Sql.number(connection, "SELECT count(DISTINCT session)" + segments, argument);
    long readings =
        Sql.number(connection, "SELECT coalesce(sum(readings), 0)" + segments, argument);
    Sql.update(connection, "DELETE" + segments, argument);
    return new Removed(count, readings, 0, 0);
  }

  /** In slices, so that readings that come meanwhile wait for one slice only. */
  private void vacuum(DoubleConsumer done) {
    long before = Long.MAX_VALUE;
    long free = freePages();
    long all = free;
    while (free > 0 && free < before) {
      writer.run(
          connection -> {
            Sql.exhaust(connection, "PRAGMA incremental_vacuum(" + VACUUM_PAGES + ")");
            return null;
          });
      before = free;
      free = freePages();
      done.accept(1 - (double) free / all);
    }
  }

  private long freePages() {
    return writer.run(connection -> Sql.number(connection, "PRAGMA freelist_count"));
  }
}
