package io.cellwitness.gateway.daemon;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.session.Check;
import io.cellwitness.gateway.session.CheckListener;
import io.cellwitness.gateway.session.CheckOutcome;
import io.cellwitness.gateway.session.CheckRequest;
import io.cellwitness.gateway.store.StoreException;
import io.cellwitness.report.ReportException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Follows one battery on one thread: a session after the other, each ended by the end of a charge.
 * A source that cannot be used is tried again after 5, 10, 20 … s, up to a limit.
 */
final class SourceLoop implements Runnable {

  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);

  private final String pack;
  private final Check check;
  private final CheckRequest request;
  private final CheckListener listener;
  private final TimeSource time;
  private final Duration longestWait;
  private final BooleanSupplier stopRequested;
  private final Consumer<StoreException> storeFailed;
  private Duration wait = FIRST_WAIT;

  SourceLoop(
      String pack,
      Check check,
      CheckRequest request,
      CheckListener listener,
      TimeSource time,
      Duration longestWait,
      BooleanSupplier stopRequested,
      Consumer<StoreException> storeFailed) {
    this.pack = pack;
    this.check = check;
    this.request = request;
    this.listener = listener;
    this.time = time;
    this.longestWait = longestWait;
    this.stopRequested = stopRequested;
    this.storeFailed = storeFailed;
  }

  @Override
  public void run() {
    try {
      while (!stopRequested.getAsBoolean()) {
        once();
      }
    } catch (InterruptedException e) {
      // Interrupting is how the daemon ends a waiting loop.
      Thread.currentThread().interrupt();
    } catch (StoreException e) {
      storeFailed.accept(e);
    }
  }

  private void once() throws InterruptedException {
    try {
      Optional<CheckOutcome> outcome = check.run(request, listener, stopRequested);
      wait = FIRST_WAIT;
      outcome.ifPresent(
          o -> listener.note("report " + o.report().reportId() + " of " + pack + " is written"));
    } catch (DriverException | Failure | ReportException e) {
      listener.note(e.getMessage() + " (tried again in " + wait.toSeconds() + " s)");
      time.sleep(wait);
      wait = wait.multipliedBy(2).compareTo(longestWait) > 0 ? longestWait : wait.multipliedBy(2);
    }
  }
}
