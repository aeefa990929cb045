package io.cellwitness.gateway.config;

import io.cellwitness.gateway.mqtt.MqttSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the broker's section and refuses what contradicts itself or would send in the clear. */
final class MqttReader {

  /** Without an address the other contradictions are told all the same. */
  private static final URI ANY_BROKER = URI.create("mqtts://broker.invalid");

  private final SectionReader mqtt;

  MqttReader(SectionReader mqtt) {
    this.mqtt = mqtt;
  }

  Settings.Mqtt read(Settings.Gateway gateway) {
    boolean enabled = mqtt.value(Keys.MQTT_ENABLED);
    Optional<URI> uri = mqtt.optional(Keys.MQTT_URI);
    boolean allowPlaintext = mqtt.value(Keys.MQTT_ALLOW_PLAINTEXT);
    Optional<String> user = mqtt.optional(Keys.MQTT_USER);
    Optional<Path> passwordFile = mqtt.optional(Keys.MQTT_PASSWORD_FILE);
    Optional<Path> caFile = mqtt.optional(Keys.MQTT_CA_FILE);
    Optional<Path> certificateFile = mqtt.optional(Keys.MQTT_CERTIFICATE_FILE);
    Optional<Path> keyFile = mqtt.optional(Keys.MQTT_KEY_FILE);

    if (enabled && !mqtt.isWritten(Keys.MQTT_URI)) {
      mqtt.problem(Keys.MQTT_ENABLED, "is true, but mqtt.uri is missing; name the broker there.");
    }
    String clientId =
        mqtt.optional(Keys.MQTT_CLIENT_ID)
            .orElseGet(() -> "cellwitness-" + gateway.site() + "-" + gateway.name());
    MqttSettings settings =
        new MqttSettings(
            uri.orElse(ANY_BROKER),
            clientId,
            user,
            passwordFile,
            caFile,
            certificateFile,
            keyFile,
            allowPlaintext);
    settings.problems().forEach(problem -> mqtt.problem(key(problem.setting()), problem.rest()));
    Optional<Path> commandIssuers = mqtt.optional(Keys.MQTT_COMMAND_ISSUERS);
    if (mqtt.isWritten(Keys.MQTT_COMMAND_ISSUERS) && (uri.isEmpty() || !settings.isTls())) {
      mqtt.problem(
          Keys.MQTT_COMMAND_ISSUERS,
          "takes commands, which come over TLS only; set mqtt.uri to mqtts://, or remove it.");
    }

    FileChecks checks = new FileChecks(mqtt);
    passwordFile.ifPresent(file -> checks.secret(Keys.MQTT_PASSWORD_FILE, file));
    keyFile.ifPresent(file -> checks.secret(Keys.MQTT_KEY_FILE, file));
    caFile.ifPresent(file -> checks.file(Keys.MQTT_CA_FILE, file));
    certificateFile.ifPresent(file -> checks.file(Keys.MQTT_CERTIFICATE_FILE, file));
    commandIssuers.ifPresent(file -> checks.unaltered(Keys.MQTT_COMMAND_ISSUERS, file));

    return new Settings.Mqtt(
        enabled,
        uri,
        clientId,
        user,
        passwordFile,
        caFile,
        certificateFile,
        keyFile,
        allowPlaintext,
        mqtt.value(Keys.MQTT_TOPIC_ROOT),
        mqtt.optional(Keys.MQTT_RECEIPT_WITHIN),
        mqtt.optional(Keys.MQTT_HOME_ASSISTANT),
        commandIssuers);
  }

  private static Key<?> key(String name) {
    return Keys.MQTT.keys().stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
