package io.cellwitness.gateway.daemon;

import io.cellwitness.api.DriverException;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.session.Check;
import io.cellwitness.gateway.session.CheckOutcome;
import io.cellwitness.gateway.session.CheckRequest;
import io.cellwitness.gateway.session.Mode;
import io.cellwitness.report.ReportException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Follows one battery on one thread: a session after the other, each ended by the end of a charge;
 * in between a quick check where one was ordered. A source that cannot be used is tried again after
 * 5, 10, 20 … s, up to a limit.
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
  private final Orders orders;
  private final Pulse pulse;
  private final Consumer<Throwable> defect;
  private Duration wait = FIRST_WAIT;

  /** Whether the 12 V battery sagged: then nothing wakes the car, no order either. */
  private boolean protecting;

  SourceLoop(
      String pack,
      Check check,
      CheckRequest request,
      DaemonLog listener,
      Duration longestWait,
      Orders orders,
      Pulse pulse,
      Consumer<Throwable> defect) {
    this.pack = pack;
    this.check = check;
    this.request = request;
    this.listener = listener;
    this.longestWait = longestWait;
    this.orders = orders;
    this.pulse = pulse;
    this.defect = defect;
  }

  @Override
  public void run() {
    pulse.own();
    try {
      follows();
    } catch (InterruptedException e) {
      // The daemon interrupts only a loop that did not end by itself in time.
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // The store failed, or this is a defect: going on as if nothing were would hide it.
      defect.accept(e);
    }
  }

  /** However it ends, an order that was accepted is answered. */
  private void follows() throws InterruptedException {
    try {
      while (!stopping()) {
        once();
      }
    } finally {
      orders.stop();
      orders.take().ifPresent(order -> order.done().accept(Optional.empty()));
    }
  }

  private void once() throws InterruptedException {
    Optional<Orders.CheckOrder> order = orders.take();
    Duration pause = order.isPresent() ? ordered(order.get()) : follow();
    listener.pausing(pause);
    for (Duration left = pause; !left.isNegative() && !left.isZero() && !stopping(); ) {
      Duration slice = left.compareTo(LOOK) > 0 ? LOOK : left;
      orders.await(slice);
      if (!protecting && orders.pressing()) {
        return;
      }
      Optional<Orders.CheckOrder> refused = orders.take();
      refused.ifPresent(this::refuse);
      left = refused.isPresent() ? left : left.minus(slice);
    }
    protecting = false;
  }

  private Duration follow() throws InterruptedException {
    try {
      Optional<CheckOutcome> outcome =
          check.run(request, listener, () -> stopping() || orders.pressing());
      wait = FIRST_WAIT;
      if (outcome.isPresent()) {
        return afterwards(outcome.get());
      }
      return orders.pressing() ? FIRST_WAIT : PROTECTING_WAIT;
    } catch (DriverException | Failure | ReportException e) {
      return failed(e);
    }
  }

  private Duration ordered(Orders.CheckOrder order) throws InterruptedException {
    listener.note("a quick check was ordered");
    Optional<CheckOutcome> outcome = Optional.empty();
    try {
      outcome = check.run(request.as(Mode.QUICK), listener, this::stopping);
      return outcome.map(this::afterwards).orElse(FIRST_WAIT);
    } catch (DriverException | Failure | ReportException e) {
      return failed(e);
    } finally {
      order.done().accept(outcome);
    }
  }

  private void refuse(Orders.CheckOrder order) {
    listener.note("a check was ordered, but the car's 12 V battery is being spared");
    order.done().accept(Optional.empty());
  }

  /** A report does not charge the 12 V battery: one that sagged is left alone all the same. */
  private Duration afterwards(CheckOutcome outcome) {
    protecting = outcome.sparing();
    listener.note("report " + outcome.report().reportId() + " of " + pack + " is written");
    return protecting ? PROTECTING_WAIT : FIRST_WAIT;
  }

  private Duration failed(Exception e) {
    protecting = e instanceof DriverException d && d.kind() == DriverException.Kind.PROTECT;
    Duration pause = protecting ? PROTECTING_WAIT : longerEachTime();
    listener.note(e.getMessage() + again(pause));
    return pause;
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
    return orders.stopped();
  }
}
