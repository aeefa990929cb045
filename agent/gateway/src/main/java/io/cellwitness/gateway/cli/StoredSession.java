package io.cellwitness.gateway.cli;

import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Reading;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.gateway.store.SessionRow;
import io.cellwitness.gateway.store.StoreReader;
import io.cellwitness.replay.SessionFileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * A stored session as a session file, which {@code check} evaluates like any recording: how a
 * measurement that a full disk or a power cut ended early still becomes a report. What was known of
 * the pack beside the readings is not in the store and is given to {@code check} again.
 */
final class StoredSession {

  /** What such a file's name ends in. */
  static final String SUFFIX = ".jsonl.gz";

  private StoredSession() {}

  /** Writes every reading as it was recorded and tells how many so far; how many there are. */
  static long write(StoreReader reader, SessionRow session, Path file, LongConsumer told)
      throws IOException {
    // The name decides whether it is packed.
    Path packed = Path.of(file + SUFFIX);
    long readings = 0;
    try {
      try (SessionFileWriter writer = new SessionFileWriter(packed, facts(session))) {
        Iterator<Reading> each = reader.readings(session.id());
        while (each.hasNext()) {
          writer.accept(each.next());
          told.accept(++readings);
        }
      }
      Files.move(packed, file);
      return readings;
    } finally {
      Files.deleteIfExists(packed);
    }
  }

  private static VehicleFacts facts(SessionRow session) {
    return new VehicleFacts(
        Optional.empty(),
        List.of(),
        session.profileId(),
        Optional.empty(),
        session.model(),
        PackFacts.UNKNOWN,
        Map.of());
  }
}
