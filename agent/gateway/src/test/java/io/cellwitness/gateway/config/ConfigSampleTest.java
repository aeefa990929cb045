package io.cellwitness.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSampleTest {

  private static final Path SHIPPED = Path.of("../../config/agent.yaml");

  private final SettingsLoader loader =
      new SettingsLoader(
          new Environment(
              Map.of("STATE_DIRECTORY", "/var/lib/cellwitness"), Set.of("elm327", "opcua")));

  @Test
  void shippedFileIsTheSample() throws IOException {
    assertEquals(ConfigSample.text(), Files.readString(SHIPPED));
  }

  @Test
  void sampleIsTheDefaults() {
    LoadResult.Loaded loaded = assertInstanceOf(LoadResult.Loaded.class, loader.load(SHIPPED));
    assertEquals(loader.defaults(), loaded.settings());
  }

  /** An example nobody can switch on is worse than none. */
  @Test
  void everyExampleInTheSampleIsAccepted(@TempDir Path folder) throws IOException {
    String everything =
        Pattern.compile("^( *)#(?=[a-zA-Z-])", Pattern.MULTILINE)
            .matcher(ConfigSample.text())
            .replaceAll("$1");
    for (String file :
        List.of(
            "mqtt.password",
            "broker-ca.pem",
            "client.pem",
            "client.key",
            "trust.json",
            "signing.key",
            "command-issuers.json")) {
      Path made = Files.writeString(folder.resolve(file), "x");
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-r-----"));
    }
    Files.createDirectory(folder.resolve("vehicles"));
    Path file =
        Files.writeString(
            folder.resolve("agent.yaml"),
            everything.replace("/etc/cellwitness", folder.toString()));

    LoadResult.Loaded loaded = assertInstanceOf(LoadResult.Loaded.class, loader.load(file));

    Settings settings = loaded.settings();
    assertEquals(1, settings.sources().size());
    assertEquals(98, settings.sources().get(0).facts().cellsInSeries().orElseThrow());
    assertEquals("mqtts://broker.example.org:8883", settings.mqtt().uri().orElseThrow().toString());
    assertEquals(folder.resolve("client.key"), settings.mqtt().keyFile().orElseThrow());
    assertEquals(List.of(folder.resolve("vehicles")), settings.profileDirectories());
  }
}
