package io.cellwitness.gateway.store;

/** What a message is, which decides its turn: the outbox sends in this order, then oldest first. */
public enum MessageClass {
  /** A signed report. Never evicted. */
  REPORT(0),
  /** An event: telemetry was evicted, the store was damaged. Never evicted itself. */
  EVENT(1),
  /** Batches of readings. Evicted oldest first at the byte bound. */
  TELEMETRY(2);

  private final int code;

  MessageClass(int code) {
    this.code = code;
  }

  /** The number in the database; lower goes first. */
  int code() {
    return code;
  }

  static MessageClass of(int code) {
    for (MessageClass kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new StoreException(
        StoreException.Kind.CORRUPT, "the outbox holds a message of unknown class " + code);
  }
}
