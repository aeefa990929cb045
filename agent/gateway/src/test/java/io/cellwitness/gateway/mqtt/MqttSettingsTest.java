package io.cellwitness.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MqttSettingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mqtt://127.0.0.1:1883",
        "mqtt://localhost",
        "mqtt://[::1]:1",
        "mqtts://broker.example"
      })
  void takesLoopbackAndTls(String broker) {
    assertEquals(List.of(), MqttSettings.plain(URI.create(broker), "gw").problems());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mqtt://broker.example", "mqtt://10.0.0.1", "mqtt://127.0.0.1.example"})
  void refusesPlaintextToAnotherMachine(String broker) {
    List<MqttSettings.Problem> problems = MqttSettings.plain(URI.create(broker), "gw").problems();
    assertEquals(1, problems.size());
    String words = problems.get(0).words();
    assertTrue(words.startsWith("mqtt.uri sends reports and password unencrypted"), words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://broker", "broker", "mqtts:broker", "mqtts://user:secret@broker"})
  void refusesWhatIsNoBroker(String broker) {
    List<MqttSettings.Problem> problems = MqttSettings.plain(URI.create(broker), "gw").problems();
    assertEquals(1, problems.size());
    assertTrue(!problems.get(0).words().contains("secret"), problems.get(0).words());
  }

  @Test
  void tellsAllProblemsAtOnce() {
    MqttSettings settings =
        new MqttSettings(
            URI.create("mqtt://10.0.0.1"),
            "",
            Optional.empty(),
            Optional.of(Path.of("password")),
            Optional.empty(),
            Optional.of(Path.of("client.pem")),
            Optional.empty(),
            false);
    assertEquals(5, settings.problems().size(), settings.problems().toString());
  }

  @Test
  void knowsTheUsualPorts() {
    assertEquals(
        "broker.example:8883",
        MqttSettings.plain(URI.create("mqtts://broker.example"), "gw").hostAndPort());
    assertEquals(
        "localhost:1883", MqttSettings.plain(URI.create("mqtt://localhost"), "gw").hostAndPort());
  }
}
