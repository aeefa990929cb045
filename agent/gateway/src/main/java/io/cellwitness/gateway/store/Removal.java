package io.cellwitness.gateway.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Acknowledged messages on their way out of the outbox. Nobody needs to wait for the disk. */
public final class Removal {

  private final List<Long> sequences;
  private final CompletableFuture<Void> done;
  private final Writer writer;

  Removal(List<Long> sequences, CompletableFuture<Void> done, Writer writer) {
    this.sequences = sequences;
    this.done = done;
    this.writer = writer;
  }

  /**
   * What is removed.
   *
   * @return sequence numbers; until {@link #isDone} they may still be in the outbox
   */
  public List<Long> sequences() {
    return sequences;
  }

  /**
   * Whether {@link #await} returns at once.
   *
   * @return whether it was committed or has failed
   */
  public boolean isDone() {
    return done.isDone();
  }

  /**
   * Waits until it is on the disk.
   *
   * @throws StoreException when the store failed; the messages are then sent again
   */
  public void await() {
    writer.await(done);
  }
}
