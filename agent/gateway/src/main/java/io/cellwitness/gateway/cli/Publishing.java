package io.cellwitness.gateway.cli;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.mqtt.Uplink;
import io.cellwitness.gateway.session.Station;
import io.cellwitness.gateway.session.Uplinks;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Publishing beside a command: starts early, and at the end waits a little for what is queued. */
public final class Publishing implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(500);

  /**
   * So often a finished command looks for the broker, 30 s in all; what is left waits in the
   * outbox.
   */
  private static final int LOOKS = 60;

  private static final int HURRIED_LOOKS = 10;

  private final Console console;
  private final Optional<Uplink> uplink;

  private Publishing(Console console, Optional<Uplink> uplink) {
    this.console = console;
    this.uplink = uplink;
  }

  /**
   * Starts publishing when it is configured; otherwise nothing leaves the machine.
   *
   * @param console where to write
   * @param station where the outbox is
   * @param time the machine's clock
   * @return to be closed
   * @throws Failure when the settings contradict each other
   */
  public static Publishing start(Console console, Station station, TimeSource time) throws Failure {
    // Commands are for the daemon: who runs a check by hand has begun what there is to begin.
    Optional<Uplink> uplink =
        Uplinks.of(station, time, note -> console.row("MQTT", note), Optional.empty());
    uplink.ifPresent(Uplink::start);
    return new Publishing(console, uplink);
  }

  /**
   * Waits for the broker's acknowledgement and says how it went.
   *
   * @param stopRequested true once the operator will not wait any longer
   * @throws InterruptedException when the thread is interrupted
   */
  public void finish(BooleanSupplier stopRequested) throws InterruptedException {
    if (uplink.isEmpty()) {
      return;
    }
    // Who ended the measurement by hand still wants its report delivered, only not for long.
    boolean hurry = stopRequested.getAsBoolean();
    boolean delivered = false;
    for (int i = 0;
        i < (hurry ? HURRIED_LOOKS : LOOKS)
            && !delivered
            && (hurry || !stopRequested.getAsBoolean());
        i++) {
      delivered = uplink.get().awaitEmpty(LOOK);
    }
    console.emit(Console.event("published").put("delivered", delivered));
    console.row(
        "Published",
        delivered
            ? "acknowledged by the broker"
            : "not yet: "
                + uplink.get().status().trouble().orElse("the broker has not acknowledged it")
                + "; the report waits in the outbox and goes out with the next check or 'run'");
  }

  @Override
  public void close() {
    uplink.ifPresent(Uplink::close);
  }
}
