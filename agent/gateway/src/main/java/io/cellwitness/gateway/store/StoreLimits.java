package io.cellwitness.gateway.store;

/**
 * Bounds of a store.
 *
 * @param telemetryBytes most bytes of telemetry waiting in the outbox; the oldest go first
 * @param refusals after how many refusals by the broker a message is parked
 * @param fileBytes most bytes of the database file, the last defence of the disk
 */
public record StoreLimits(long telemetryBytes, int refusals, long fileBytes) {

  /** 512 MiB of telemetry, 5 refusals, a file of 16 GiB. */
  public static final StoreLimits DEFAULT = new StoreLimits(512L << 20, 5, 16L << 30);

  /**
   * These limits with another bound on telemetry.
   *
   * @param bytes most bytes of telemetry waiting
   * @return new limits
   */
  public StoreLimits withTelemetryBytes(long bytes) {
    return new StoreLimits(bytes, refusals, fileBytes);
  }

  /** Rejects bounds that would let nothing through. */
  public StoreLimits {
    if (telemetryBytes < 0 || refusals < 1 || fileBytes < 1 << 16) {
      throw new IllegalArgumentException("store limits are too small");
    }
  }
}
