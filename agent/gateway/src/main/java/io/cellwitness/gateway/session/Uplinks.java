package io.cellwitness.gateway.session;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.mqtt.CommandInbox;
import io.cellwitness.gateway.mqtt.MqttSettings;
import io.cellwitness.gateway.mqtt.MqttUplink;
import io.cellwitness.gateway.mqtt.Uplink;
import io.cellwitness.gateway.mqtt.UplinkExtras;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Makes the uplink of a station from its settings. */
public final class Uplinks {

  private Uplinks() {}

  /**
   * The uplink of a station, not yet started.
   *
   * @param station where the outbox is
   * @param time the machine's clock
   * @param notes takes a sentence when the connection comes or goes
   * @param commands takes commands; empty where none are taken
   * @return empty when nothing is published
   * @throws Failure when the settings contradict each other
   */
  public static Optional<Uplink> of(
      Station station,
      TimeSource time,
      Consumer<String> notes,
      Optional<? extends CommandInbox> commands)
      throws Failure {
    Settings.Mqtt mqtt = station.settings().mqtt();
    if (!mqtt.enabled()) {
      return Optional.empty();
    }
    MqttSettings settings =
        new MqttSettings(
            mqtt.uri().orElseThrow(),
            mqtt.clientId(),
            mqtt.user(),
            mqtt.passwordFile(),
            mqtt.caFile(),
            mqtt.certificateFile(),
            mqtt.keyFile(),
            mqtt.allowPlaintext());
    List<MqttSettings.Problem> problems = settings.problems();
    if (!problems.isEmpty()) {
      throw new Failure(
          ExitCode.CONFIGURATION,
          problems.stream().map(MqttSettings.Problem::words).collect(Collectors.joining("\n")));
    }
    return Optional.of(
        new MqttUplink(
            settings,
            station.topics().orElseThrow(),
            station.store().outbox(),
            time,
            new UplinkExtras(
                mqtt.receiptWithin(), mqtt.homeAssistant(), commands.map(inbox -> inbox)),
            notes));
  }
}
