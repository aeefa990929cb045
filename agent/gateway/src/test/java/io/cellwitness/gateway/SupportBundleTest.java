package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupportBundleTest {

  /** Each stands in a file that goes into the bundle; none may come out of it. */
  private static final List<String> SECRETS =
      List.of(
          "KMHK3815GKU000042",
          "wvwzzz1kz6w000001",
          "KMHK 3815 GKU 000042",
          "4B4D484B33383135474B55303030303432",
          "4B 4D 48 4B 33 38 31 35 47 4B 55 30 30 30 30 34 32",
          "hunter2",
          "broker.example.org",
          "garage-user",
          "192.168.7.7",
          "s3cr3t phrase",
          "MC4CAQAwBQYDK2VwBCIEIHsecretsecretsecretsecret",
          "eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJtZSJ9.c2lnbmF0dXJl",
          "abcdef123456token",
          "52.09083",
          "5.12222",
          "SN 12/ab-7",
          "Rack 0815",
          "SN 34/cd-8",
          "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");

  @TempDir Path folder;

  @Test
  void holdsWhatHelpsAndNothingThatMustNotLeave() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("agent.yaml"),
            """
            gateway: {operator: Garage}
            mqtt:
              uri: mqtts://broker.example.org:8883
              user: garage-user
            sources:
              - address: elm327:tcp://192.168.7.7:35000
                pack: bay-1
            """);
    Files.createDirectory(folder.resolve("conf.d"));
    Files.writeString(
        folder.resolve("conf.d/10-comment.yaml"),
        "language: nl\n# old password: hunter2\n# car KMHK3815GKU000042 was here\n");
    Path log =
        Files.writeString(
            folder.resolve("log"),
            """
            bay-1: connected
            VIN wvwzzz1kz6w000001 read
            the car KMHK 3815 GKU 000042 left
            7E8 490201 4B4D484B33383135474B55303030303432
            7E8 49 02 01 4B 4D 48 4B 33 38 31 35 47 4B 55 30 30 30 30 34 32
            mqtt://user:hunter2@broker.example.org refused
            no broker answers at broker.example.org:8883; check that it runs
            the broker refuses garage-user; status page at http://127.0.0.1:8480/
            "passphrase": "s3cr3t phrase", "next": 1
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIHsecretsecretsecretsecret
            -----END PRIVATE KEY-----
            {"packId": "SN 12/ab-7", "X-PackIdentifier": "Rack 0815"}
            packId: SN 34/cd-8 east
            got eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJtZSJ9.c2lnbmF0dXJl
            Authorization: Bearer abcdef123456token
            position 52.09083, 5.12222
            {"lat": 52.09083, "lon": 5.12222}
            {"kty":"OKP","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}
            bay-1: capacity 118.1 ± 11.7 Ah
            """);
    Path state = folder.resolve("state");
    assertEquals(
        0,
        Cli.run(
                "check",
                "--source",
                "replay:" + Cli.RECORDINGS.resolve("vehicle/car3.csv.gz"),
                "--chemistry",
                "NMC",
                "--series",
                "87",
                "--nominal-ah",
                "126",
                "--state-dir",
                state)
            .code());
    Path zip = folder.resolve("bundle.zip");

    Cli run =
        Cli.run(
            "support-bundle",
            "--config",
            config,
            "--state-dir",
            state,
            "--log",
            log,
            "--to",
            zip,
            "--json");

    assertEquals(0, run.code(), run.err());
    Map<String, String> entries = entries(zip);
    String all = String.join("\n", entries.values());
    SECRETS.forEach(secret -> assertFalse(all.contains(secret), secret));
    assertFalse(
        all.contains(Files.readString(state.resolve("signing.key")).strip()), "signing key");
    assertTrue(entries.get("log.txt").contains("capacity 118.1 ± 11.7 Ah"), "what helps stays");
    assertTrue(entries.get("log.txt").contains("http://127.0.0.1:8480/"), "this machine stays");
    assertTrue(entries.get("agent.yaml").contains("operator: Garage"));
    assertTrue(
        entries.get("agent.yaml").contains("uri: mqtts://(name):8883"), entries.get("agent.yaml"));
    assertTrue(entries.get("store.txt").contains("reports 1"), entries.get("store.txt"));
    assertTrue(entries.get("versions.txt").contains("java"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(zip)));
    assertEquals(entries.size(), run.event("bundle").path("entries").asInt());
  }

  @Test
  void overwritesNothing() throws IOException {
    Path there = Files.writeString(folder.resolve("there.zip"), "mine");
    Cli run = Cli.run("support-bundle", "--state-dir", folder.resolve("none"), "--to", there);
    assertEquals(2, run.code());
    assertEquals("mine", Files.readString(there));
  }

  private static Map<String, String> entries(Path zip) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : file.stream().toList()) {
        entries.put(
            entry.getName(),
            new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return entries;
  }
}
