package io.cellwitness.gateway.cli;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.mqtt.Uplink;
import io.cellwitness.gateway.session.Station;
import io.cellwitness.gateway.session.Uplinks;
import java.time.Duration;
import java.util.Optional;

/** Publishing beside a command: starts early, and at the end waits a little for what is queued. */
public final class Publishing implements AutoCloseable {

  /** So long a finished command waits for the broker; what is left waits in the outbox. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

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
    Optional<Uplink> uplink = Uplinks.of(station, time, note -> console.say("MQTT       " + note));
    uplink.ifPresent(Uplink::start);
    return new Publishing(console, uplink);
  }

  /**
   * Waits for the broker's acknowledgement and says how it went.
   *
   * @throws InterruptedException when the thread is interrupted
   */
  public void finish() throws InterruptedException {
    if (uplink.isEmpty()) {
      return;
    }
    boolean delivered = uplink.get().awaitEmpty(PATIENCE);
    console.emit(Console.event("published").put("delivered", delivered));
    console.say(
        delivered
            ? "Published  acknowledged by the broker"
            : "Published  not yet: "
                + uplink.get().status().trouble().orElse("the broker does not answer")
                + "; the report waits in the outbox and goes out with the next check or 'run'");
  }

  @Override
  public void close() {
    uplink.ifPresent(Uplink::close);
  }
}
