package io.cellwitness.gateway.demo;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Terminal.Tone;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.mqtt.IncomingMessage;
import io.cellwitness.gateway.mqtt.MqttSettings;
import io.cellwitness.gateway.mqtt.MqttSubscriber;
import io.cellwitness.gateway.mqtt.UplinkException;
import io.cellwitness.gateway.session.CheckOutcome;
import io.cellwitness.gateway.session.Station;
import io.cellwitness.report.trust.Check;
import io.cellwitness.report.trust.Expectations;
import io.cellwitness.report.trust.TrustList;
import io.cellwitness.report.trust.TrustedKey;
import io.cellwitness.report.trust.Verdict;
import io.cellwitness.report.trust.Verifier;
import java.time.Duration;
import java.util.Optional;

/** Somebody on the other side of the broker who believes nothing but the signature. */
final class Buyer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MqttSubscriber subscriber;

  private Buyer(MqttSubscriber subscriber) {
    this.subscriber = subscriber;
  }

  static Buyer subscribe(Settings settings) throws UplinkException {
    return new Buyer(
        MqttSubscriber.connect(
            MqttSettings.plain(settings.mqtt().uri().orElseThrow(), "cellwitness-demo-buyer"),
            settings.mqtt().topicRoot() + "/+/+/report/+"));
  }

  /** Waits for the report and judges it by the workshop's public key alone. */
  boolean receivesAndVerifies(
      CheckOutcome outcome, Station station, Console console, TimeSource time)
      throws UplinkException, InterruptedException {
    Verifier verifier =
        new Verifier(
            TrustList.EMPTY.with(TrustedKey.active("demo workshop", station.key().publicKey())));
    Optional<IncomingMessage> message = subscriber.poll(PATIENCE);
    if (message.isEmpty()) {
      console.row(Tone.BAD, "Buyer", "received nothing within " + PATIENCE.toSeconds() + " s");
      return false;
    }
    Verdict verdict = verifier.verify(message.get().body(), Expectations.at(time.now().wall()));
    boolean same =
        verdict
            .link()
            .filter(link -> link.payloadHash().equals(outcome.report().payloadHash()))
            .isPresent();
    Check signature = verdict.of(Check.Subject.SIGNATURE);
    console.emit(
        Console.event("received")
            .put("topic", message.get().topic())
            .put("bytes", message.get().body().length)
            .put("valid", verdict.valid() && same));
    console.row(
        verdict.valid() && same ? Tone.GOOD : Tone.BAD,
        "Buyer",
        "received "
            + message.get().body().length
            + " bytes over MQTT; signature "
            + signature.outcome().word()
            + ": "
            + signature.reason());
    return verdict.valid() && same;
  }

  @Override
  public void close() {
    subscriber.close();
  }
}
