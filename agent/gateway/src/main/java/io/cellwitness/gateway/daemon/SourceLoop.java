package io.cellwitness.gateway.daemon;

import io.cellwitness.api.DriverException;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.session.Check;
import io.cellwitness.gateway.session.CheckListener;
import io.cellwitness.gateway.session.CheckOutcome;
import io.cellwitness.gateway.session.CheckRequest;
import io.cellwitness.report.ReportException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Follows one battery on one thread: a session after the other, each ended by the end of a charge.
 * A source that cannot be used is tried again after 5, 10, 20 … s, up to a limit.
 */
final class SourceLoop implements Runnable {

  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);

  /**
   * So long a car is left alone whose 12 V battery sags, or that ended a session without a charge.
   */
  private static final Duration PROTECTING_WAIT = Duration.ofHours(1);

  private final String pack;
  private final Check check;
  private final CheckRequest request;
  private final CheckListener listener;
  private final Duration longestWait;
  private final CountDownLatch stop;
  private final Consumer<Throwable> failed;
  private Duration wait = FIRST_WAIT;

  SourceLoop(
      String pack,
      Check check,
      CheckRequest request,
      CheckListener listener,
      Duration longestWait,
      CountDownLatch stop,
      Consumer<Throwable> failed) {
    this.pack = pack;
    this.check = check;
    this.request = request;
    this.listener = listener;
    this.longestWait = longestWait;
    this.stop = stop;
    this.failed = failed;
  }

  @Override
  public void run() {
    try {
      while (!stopping()) {
        once();
      }
    } catch (InterruptedException e) {
      // The daemon interrupts only a loop that did not end by itself in time.
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // The store failed, or this is a defect: going on as if nothing were would hide it.
      failed.accept(e);
    }
  }

  private void once() throws InterruptedException {
    Duration pause;
    try {
      Optional<CheckOutcome> outcome = check.run(request, listener, this::stopping);
      wait = FIRST_WAIT;
      outcome.ifPresent(
          o -> listener.note("report " + o.report().reportId() + " of " + pack + " is written"));
      pause = outcome.isPresent() ? FIRST_WAIT : PROTECTING_WAIT;
    } catch (DriverException e) {
      pause = e.kind() == DriverException.Kind.PROTECT ? PROTECTING_WAIT : longerEachTime();
      listener.note(e.getMessage() + again(pause));
    } catch (Failure | ReportException e) {
      pause = longerEachTime();
      listener.note(e.getMessage() + again(pause));
    }
    stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Duration longerEachTime() {
    Duration pause = wait;
    wait = wait.multipliedBy(2).compareTo(longestWait) > 0 ? longestWait : wait.multipliedBy(2);
    return pause;
  }

  private static String again(Duration pause) {
    return " (tried again in " + pause.toSeconds() + " s)";
  }

  private boolean stopping() {
    return stop.getCount() == 0;
  }
}
