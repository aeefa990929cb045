package io.cellwitness.gateway.store;

/** How SQL dates the begin and end of sessions; {@link KnownTimes} does the same for readings. */
final class SessionDates {

  /** A session {@code s} with the boots of its begin, {@code b}, and of its end, {@code e}. */
  static final String SESSIONS =
      " FROM session s JOIN boot b ON b.id = s.boot LEFT JOIN boot e ON e.id = s.ended_boot";

  /** The instant of the begin, ms. */
  static final String BEGIN_MS = millis("s.started", "s.synced", "b");

  /** The instant of the end, ms; NULL while there is none. */
  static final String END_MS = millis("s.ended", "s.ended_synced", "e");

  /** Whether the begin is known to be right. */
  static final String BEGIN_KNOWN = "(s.synced = 1 OR b.known_wall_ns IS NOT NULL)";

  /** Whether the end is known to be right. */
  static final String END_KNOWN = "(s.ended_synced = 1 OR e.known_wall_ns IS NOT NULL)";

  private SessionDates() {}

  private static String millis(String moment, String synced, String boot) {
    return ("CASE WHEN %2$s = 1 THEN %1$s_ms ELSE coalesce((%3$s.known_wall_ns"
            + " + (%1$s_mono_ns - %3$s.known_mono_ns)) / 1000000, %1$s_ms) END")
        .formatted(moment, synced, boot);
  }
}
