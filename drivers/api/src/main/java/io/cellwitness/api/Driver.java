package io.cellwitness.api;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * One connection to one battery. All calls come from one thread, except {@link #close()}, which may
 * come from another and makes a blocked {@link #poll} return or throw soon.
 *
 * <p>Order: one of {@link #connect} once, {@link #poll} until it returns false, {@link #close}.
 */
public interface Driver extends AutoCloseable {

  /**
   * Opens the link and proves who is on the other end: bytes coming back are not proof.
   *
   * @return what could be established
   * @throws DriverException when nothing usable is there; the message is one sentence saying what,
   *     where and what to do
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  VehicleFacts connect() throws DriverException, InterruptedException;

  /**
   * The same for whoever shows readings and need not know the battery first: what the recognition
   * reads is handed over as it comes, and is not given again by {@link #poll}. Nothing is handed
   * over before it is proved who is on the other end.
   *
   * @param sink receives those readings, in order
   * @return as {@link #connect()}
   * @throws DriverException as {@link #connect()}
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  default VehicleFacts connect(ReadingSink sink) throws DriverException, InterruptedException {
    return connect();
  }

  /**
   * Reads what is due next and hands it over. A lost answer is a reading without a value, a lost
   * link is re-opened within the driver's limits; only what cannot be mended throws.
   *
   * @param sink receives every reading, in order
   * @return false when the source is exhausted, as a recording is at its end
   * @throws DriverException when the source is gone for good
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  boolean poll(ReadingSink sink) throws DriverException, InterruptedException;

  /**
   * Whether the readings happen now. A recording is played to its end whatever it shows; a live
   * source is watched for the end of the charge.
   *
   * @return false for recordings
   */
  default boolean live() {
    return true;
  }

  /**
   * What the source showed of itself and its profile since {@link #connect}. It completes {@link
   * VehicleFacts#link()} in the report; ask at the end of the session, from the polling thread.
   *
   * @return as in {@link VehicleFacts#link()}; empty when there is nothing to add
   */
  default Map<String, String> learnt() {
    return Map.of();
  }

  /**
   * How much of a recording has been played, for a progress line.
   *
   * @return 0 to 1; empty for a live source, and where it cannot be told
   */
  default OptionalDouble played() {
    return OptionalDouble.empty();
  }

  /** Releases the link. Calling it twice is harmless. */
  @Override
  void close();
}
