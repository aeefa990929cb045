package io.cellwitness.gateway.daemon;

import io.cellwitness.api.DriverException;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.session.Check;
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

  /** While it waits it says so often that it is alive. */
  private static final Duration LOOK = Duration.ofSeconds(30);

  private final String pack;
  private final Check check;
  private final CheckRequest request;
  private final DaemonLog listener;
  private final Duration longestWait;
  private final CountDownLatch stop;
  private final Pulse pulse;
  private final Consumer<Throwable> failed;
  private Duration wait = FIRST_WAIT;

  SourceLoop(
      String pack,
      Check check,
      CheckRequest request,
      DaemonLog listener,
      Duration longestWait,
      CountDownLatch stop,
      Pulse pulse,
      Consumer<Throwable> failed) {
    this.pack = pack;
    this.check = check;
    this.request = request;
    this.listener = listener;
    this.longestWait = longestWait;
    this.stop = stop;
    this.pulse = pulse;
    this.failed = failed;
  }

  @Override
  public void run() {
    pulse.own();
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
    listener.pausing(pause);
    for (Duration left = pause; !left.isZero() && !stopping(); ) {
      Duration slice = left.compareTo(LOOK) > 0 ? LOOK : left;
      stop.await(slice.toMillis(), TimeUnit.MILLISECONDS);
      left = left.minus(slice);
    }
  }

  private Duration longerEachTime() {
    Duration pause = wait;
    wait = wait.multipliedBy(2).compareTo(longestWait) > 0 ? longestWait : wait.multipliedBy(2);
    return pause;
  }

  private static String again(Duration pause) {
    return " (tried again in " + pause.toSeconds() + " s)";
  }

  /** Asked at every turn of the session too, and so the place to show that there are turns. */
  private boolean stopping() {
    pulse.beat();
    return stop.getCount() == 0;
  }
}
