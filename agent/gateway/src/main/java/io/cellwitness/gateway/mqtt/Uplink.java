package io.cellwitness.gateway.mqtt;

import java.time.Duration;

/** Takes what is in the outbox to where it belongs, for as long as it takes. */
public interface Uplink extends AutoCloseable {

  /** Begins. Returns at once; a broker that is not there is tried again until {@link #close}. */
  void start();

  /**
   * How it goes.
   *
   * @return the state now
   */
  UplinkStatus status();

  /**
   * When its thread last turned.
   *
   * @return monotonic nanoseconds on the clock it was given
   */
  long lastTurnNanos();

  /**
   * Waits until the broker has acknowledged everything that is in the outbox and not parked.
   *
   * @param patience how long to wait at most
   * @return whether the outbox is empty
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  boolean awaitEmpty(Duration patience) throws InterruptedException;

  /** Stops within a few seconds; what is not acknowledged stays in the outbox. */
  @Override
  void close();
}
