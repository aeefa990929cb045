package io.cellwitness.gateway.config;

import io.cellwitness.gateway.mqtt.MqttSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the broker's section and refuses what contradicts itself or would send in the clear. */
final class MqttReader {

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
    uri.filter(u -> !MqttUri.isTls(u)).ifPresent(u -> plaintext(u, allowPlaintext));
    together(Keys.MQTT_PASSWORD_FILE, Keys.MQTT_USER);
    together(Keys.MQTT_CERTIFICATE_FILE, Keys.MQTT_KEY_FILE);
    together(Keys.MQTT_KEY_FILE, Keys.MQTT_CERTIFICATE_FILE);

    FileChecks checks = new FileChecks(mqtt);
    passwordFile.ifPresent(file -> checks.secret(Keys.MQTT_PASSWORD_FILE, file));
    keyFile.ifPresent(file -> checks.secret(Keys.MQTT_KEY_FILE, file));
    caFile.ifPresent(file -> checks.file(Keys.MQTT_CA_FILE, file));
    certificateFile.ifPresent(file -> checks.file(Keys.MQTT_CERTIFICATE_FILE, file));

    return new Settings.Mqtt(
        enabled,
        uri,
        mqtt.optional(Keys.MQTT_CLIENT_ID)
            .orElseGet(() -> "cellwitness-" + gateway.site() + "-" + gateway.name()),
        user,
        passwordFile,
        caFile,
        certificateFile,
        keyFile,
        allowPlaintext,
        mqtt.value(Keys.MQTT_TOPIC_ROOT),
        mqtt.optional(Keys.MQTT_RECEIPT_WITHIN),
        mqtt.optional(Keys.MQTT_HOME_ASSISTANT));
  }

  private void plaintext(URI uri, boolean allowed) {
    if (!allowed && !MqttSettings.isLoopback(uri.getHost())) {
      mqtt.problem(
          Keys.MQTT_URI,
          "sends reports and password unencrypted to another machine; use mqtts://, or set"
              + " mqtt.allowPlaintext to true if that network is yours alone.");
    }
    for (Key<?> key :
        java.util.List.of(Keys.MQTT_CA_FILE, Keys.MQTT_CERTIFICATE_FILE, Keys.MQTT_KEY_FILE)) {
      if (mqtt.isWritten(key)) {
        mqtt.problem(key, "has no effect, because mqtt.uri is not mqtts://; change one of them.");
      }
    }
  }

  private void together(Key<?> key, Key<?> needed) {
    if (mqtt.isWritten(key) && !mqtt.isWritten(needed)) {
      mqtt.problem(key, "needs mqtt." + needed.name() + "; write both or neither.");
    }
  }
}
