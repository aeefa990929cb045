package io.cellwitness.opcua.config;

import java.time.Duration;
import java.util.Objects;

/**
 * How often and how patiently the server is read.
 *
 * @param subscribe true for a subscription, false (the default) for polling
 * @param interval how often each node is sampled unless it says otherwise; 50 ms..1 h
 * @param staleAfter a value whose timestamp is older than this is no value
 * @param clockTolerance how far a timestamp may lie in the future, and a server's clock may be off
 *     before the operator is told
 * @param timestamps which clock dates the values
 * @param answerWithin how long one answer may take before the link counts as lost; at most 10 s
 * @param giveUpAfter how long a lost server is sought before the source ends with an error
 */
public record Sampling(
    boolean subscribe,
    Duration interval,
    Duration staleAfter,
    Duration clockTolerance,
    Timestamps timestamps,
    Duration answerWithin,
    Duration giveUpAfter) {

  /** Polls each second. */
  public static final Sampling DEFAULT =
      new Sampling(
          false,
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Timestamps.SOURCE,
          Duration.ofSeconds(4),
          Duration.ofMinutes(30));

  /** Rejects nulls. */
  public Sampling {
    Objects.requireNonNull(interval, "interval");
    Objects.requireNonNull(staleAfter, "staleAfter");
    Objects.requireNonNull(clockTolerance, "clockTolerance");
    Objects.requireNonNull(timestamps, "timestamps");
    Objects.requireNonNull(answerWithin, "answerWithin");
    Objects.requireNonNull(giveUpAfter, "giveUpAfter");
  }
}
