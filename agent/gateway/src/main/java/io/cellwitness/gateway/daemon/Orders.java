package io.cellwitness.gateway.daemon;

import io.cellwitness.gateway.session.CheckOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** What the loop of one battery is told by others: to stop, or to do one check. */
final class Orders {

  /**
   * A check to do.
   *
   * @param done is told the outcome, on the loop's thread; empty when it failed
   */
  record CheckOrder(Consumer<Optional<CheckOutcome>> done) {}

  private boolean stopped;
  private Optional<CheckOrder> check = Optional.empty();

  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  synchronized boolean stopped() {
    return stopped;
  }

  /** Orders a check, unless one is ordered already or the loop is about to end. */
  synchronized boolean order(CheckOrder wanted) {
    if (stopped || check.isPresent()) {
      return false;
    }
    check = Optional.of(wanted);
    notifyAll();
    return true;
  }

  /** Whether the loop should turn to something else. */
  synchronized boolean pressing() {
    return stopped || check.isPresent();
  }

  synchronized Optional<CheckOrder> take() {
    Optional<CheckOrder> taken = check;
    check = Optional.empty();
    return taken;
  }

  /** Waits until something is pressing, at most so long. */
  synchronized void await(Duration patience) throws InterruptedException {
    if (!pressing()) {
      wait(Math.max(1, patience.toMillis()));
    }
  }
}
