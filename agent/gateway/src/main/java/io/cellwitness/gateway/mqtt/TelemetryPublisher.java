package io.cellwitness.gateway.mqtt;

import io.cellwitness.api.Reading;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.Stamp;
import io.cellwitness.gateway.store.MessageClass;
import io.cellwitness.gateway.store.NewMessage;
import io.cellwitness.gateway.store.Outbox;
import io.cellwitness.gateway.store.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Gathers the readings of one session into batches and puts them in the outbox: every {@value
 * #SPAN_SECONDS} s, every {@value #MOST_READINGS} readings, and whenever the boot or the state of
 * the clock changes. For one thread; call {@link #flush} at the end of the session.
 */
public final class TelemetryPublisher implements ReadingSink {

  private static final long SPAN_SECONDS = 10;
  private static final int MOST_READINGS = 2000;

  private final Outbox outbox;
  private final String topic;
  private final String pack;
  private final SessionId session;
  private final Duration expiry;
  private final List<Reading> gathered = new ArrayList<>();

  /**
   * Prepares batches.
   *
   * @param outbox where they go
   * @param topics the gateway's topics
   * @param pack pseudonym of the pack, see {@link PackPseudonym}
   * @param session the session
   * @param expiry how long a broker may keep a batch for a subscriber that is away
   */
  public TelemetryPublisher(
      Outbox outbox, Topics topics, String pack, SessionId session, Duration expiry) {
    this.outbox = Objects.requireNonNull(outbox, "outbox");
    this.topic = topics.telemetry(pack);
    this.pack = pack;
    this.session = Objects.requireNonNull(session, "session");
    this.expiry = Objects.requireNonNull(expiry, "expiry");
  }

  /**
   * Takes one reading; a full batch is committed before this returns.
   *
   * @throws io.cellwitness.gateway.store.StoreException when the store failed
   */
  @Override
  public void accept(Reading reading) {
    if (!gathered.isEmpty() && !fits(reading.at())) {
      flush();
    }
    gathered.add(reading);
  }

  /**
   * Commits what has been gathered.
   *
   * @throws io.cellwitness.gateway.store.StoreException when the store failed
   */
  public void flush() {
    if (gathered.isEmpty()) {
      return;
    }
    Optional<byte[]> body = TelemetryBatch.encode(pack, session, gathered);
    gathered.clear();
    body.ifPresent(
        bytes ->
            outbox.add(
                new NewMessage(
                    MessageClass.TELEMETRY,
                    topic,
                    TelemetryBatch.CONTENT_TYPE,
                    TelemetryBatch.SCHEMA,
                    bytes,
                    Optional.of(expiry))));
  }

  private boolean fits(Stamp at) {
    Stamp first = gathered.get(0).at();
    return gathered.size() < MOST_READINGS
        && at.bootId().equals(first.bootId())
        && at.clockSynced() == first.clockSynced()
        && at.secondsSince(first) >= 0
        && at.secondsSince(first) < SPAN_SECONDS;
  }
}
