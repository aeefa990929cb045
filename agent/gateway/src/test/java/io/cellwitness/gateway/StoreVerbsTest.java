package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.gateway.store.MessageClass;
import io.cellwitness.gateway.store.NewMessage;
import io.cellwitness.gateway.store.SessionEnd;
import io.cellwitness.gateway.store.SessionId;
import io.cellwitness.gateway.store.SessionStart;
import io.cellwitness.gateway.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code store} and {@code outbox} as an operator uses them. */
class StoreVerbsTest {

  private static final String VIN = "KMHXX00XXXX000000";
  private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
  private static final int READINGS = 60;

  @TempDir Path dir;

  private Path state;

  @BeforeEach
  void aStoreWithTwoSessions() {
    state = dir.resolve("state");
    try (Store store = Store.open(state, new SystemTime())) {
      session(store, START, "p-1");
      session(store, START.plusSeconds(86_400), "p-2");
      NewMessage message =
          new NewMessage(
              MessageClass.TELEMETRY,
              "cw/site/gw/telemetry/p-1",
              "application/json",
              "telemetry/1",
              new byte[10],
              Optional.empty());
      long poison = store.outbox().add(message);
      store.outbox().add(message);
      boolean parked = false;
      for (int i = 0; i < 100 && !parked; i++) {
        parked = store.outbox().refused(poison, "not authorized");
      }
      assertTrue(parked);
    }
  }

  @Test
  void statusCountsWhatIsThere() {
    Cli status = run("store", "status", "--json");
    assertEquals(0, status.code(), status.err());
    JsonNode event = status.event("store");
    assertEquals(2, event.path("sessions").asInt());
    assertEquals(2 * (READINGS + 1), event.path("readings").asInt());
    assertEquals(1, event.path("outbox").path("waitingOthers").asInt());
    assertEquals(1, event.path("outbox").path("parked").asInt());
    assertTrue(event.path("bytes").asLong() > 0);
  }

  @Test
  void theExportHoldsEveryReadingAndNoVin() throws Exception {
    Path csv = dir.resolve("all.csv");
    Cli export = run("store", "export", csv, "--json");
    assertEquals(0, export.code(), export.err());
    assertEquals(2 * READINGS, export.event("exported").path("readings").asInt());
    List<String> lines = Files.readAllLines(csv);
    assertEquals(1 + 2 * READINGS, lines.size());
    assertEquals(
        "session,pack,at,monotonicNanos,boot,clockSynced,clockSaid,signal,index,value,unit,quality,reason,source",
        lines.get(0));
    assertTrue(
        lines
            .get(1)
            .endsWith(
                "true,,Vehicle.Powertrain.TractionBattery.CurrentVoltage,0,350.0,V,GOOD,,"
                    + "\"a, \"\"b\"\"\""),
        lines.get(1));
    assertFalse(Files.readString(csv).contains(VIN));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(csv)));

    Path jsonl = dir.resolve("one.jsonl");
    Cli bounded =
        run(
            "store",
            "export",
            jsonl,
            "--session",
            2,
            "--from",
            "2026-05-02T08:00:10Z",
            "--to",
            "2026-05-02T08:00:20Z");
    assertEquals(0, bounded.code(), bounded.err());
    List<JsonNode> rows =
        Files.readAllLines(jsonl).stream().map(line -> new JsonMapper().readTree(line)).toList();
    assertEquals(10, rows.size());
    assertEquals("p-2", rows.get(0).path("pack").asString());
    assertEquals("2026-05-02T08:00:10Z", rows.get(0).path("at").asString());
  }

  @Test
  void aSessionFileHoldsWhatWasRecordedAndNoVin() throws Exception {
    Path file = dir.resolve("one.jsonl.gz");
    Cli export = run("store", "export", file, "--session", 1, "--json");
    assertEquals(0, export.code(), export.err());
    assertEquals(READINGS + 1, export.event("exported").path("readings").asInt());
    Cli replay = Cli.run("replay", file, "--json", "--state-dir", state);
    assertEquals(0, replay.code(), replay.err());
    assertFalse(replay.out().contains(VIN), "the VIN is withheld");
    assertTrue(replay.out().contains("409"), "the last voltage is there: " + replay.out());
  }

  @Test
  void theVinIsExportedOnlyWhenAskedFor() throws Exception {
    Path csv = dir.resolve("vin.csv");
    assertEquals(0, run("store", "export", csv, "--with-vin").code());
    List<String> lines = Files.readAllLines(csv);
    assertEquals(1 + 2 * (READINGS + 1), lines.size());
    assertTrue(lines.get(1).endsWith("," + VIN));
  }

  @Test
  void aFileThatExistsIsReplacedOnlyByForceAndNothingIsLeftBehind() throws Exception {
    for (String verb : List.of("export", "backup")) {
      Path file = Files.writeString(dir.resolve(verb + ".csv"), "mine");
      Cli refused = run("store", verb, file);
      assertEquals(2, refused.code());
      assertTrue(refused.err().contains("exists already"), refused.err());
      assertEquals("mine", Files.readString(file));
      Cli forced = run("store", verb, file, "--force");
      assertEquals(0, forced.code(), forced.err());
      assertTrue(Files.size(file) > 100);
    }
    try (Stream<Path> files = Files.list(dir)) {
      assertTrue(files.noneMatch(f -> f.toString().endsWith(".part")));
    }
  }

  @Test
  void wrongUseIsRefusedInOneSentence() {
    refused(2, "is not a time", "store", "prune", "--before", "yesterday");
    refused(2, "no session 9", "store", "export", dir.resolve("a.csv"), "--session", 9);
    refused(2, "neither .csv nor .jsonl", "store", "export", dir.resolve("a.parquet"));
    refused(2, "give --session N", "store", "export", dir.resolve("a.jsonl.gz"));
    refused(2, "does not exist", "store", "backup", dir.resolve("no/where"));
    refused(
        2,
        "before --to",
        "store",
        "export",
        dir.resolve("a.csv"),
        "--from",
        "2026-05-02",
        "--to",
        "2026-05-01");
    refused(2, "repeat the command with --yes", "store", "erase", "--pack", "p-1");
    refused(2, "--limit", "outbox", "list", "--limit", 0);
    assertFalse(Files.exists(dir.resolve("a.csv")));
    Path empty = dir.resolve("empty");
    for (String verb : List.of("status", "retry")) {
      Cli none = Cli.run(verb.equals("retry") ? "outbox" : "store", verb, "--state-dir", empty);
      assertEquals(74, none.code());
      assertTrue(none.err().contains("there is no store"), none.err());
    }
    assertFalse(Files.exists(empty), "asking makes no store");
  }

  @Test
  void pruneRemovesReadingsOfOldSessionsOnly() {
    Cli pruned = run("store", "prune", "--before", "2026-05-02", "--json");
    assertEquals(0, pruned.code(), pruned.err());
    assertEquals(READINGS + 1, pruned.event("pruned").path("readings").asInt());
    assertEquals(
        READINGS + 1, run("store", "status", "--json").event("store").path("readings").asInt());
  }

  @Test
  void eraseForgetsOneVehicle() {
    Cli erased = run("store", "erase", "--pack", "p-1", "--yes", "--json");
    assertEquals(0, erased.code(), erased.err());
    assertEquals(READINGS + 1, erased.event("erased").path("readings").asInt());
    assertEquals(2, erased.event("erased").path("messages").asInt());
    assertEquals(1, run("store", "erase", "--pack", "p-1", "--yes").code());
    assertEquals(1, run("store", "status", "--json").event("store").path("sessionsErased").asInt());
    String status = run("store", "status").out();
    assertTrue(status.contains("1 of erased vehicles, listed without readings"), status);
  }

  @Test
  void backupOpensAsAStore() throws Exception {
    Path copy = Files.createDirectory(dir.resolve("copy"));
    Cli backup = run("store", "backup", copy.resolve("cellwitness.db"));
    assertEquals(0, backup.code(), backup.err());
    Cli status = Cli.run("store", "status", "--json", "--state-dir", copy);
    assertEquals(2, status.event("store").path("sessions").asInt());
  }

  @Test
  void retryBringsParkedMessagesBack() {
    Cli list = run("outbox", "list", "--json");
    assertEquals(0, list.code(), list.err());
    assertEquals(
        List.of(2, 1),
        list.events().stream()
            .filter(e -> e.path("event").asString().equals("message"))
            .map(e -> e.path("seq").asInt())
            .toList());
    assertEquals(1, run("outbox", "retry", "--json").event("retried").path("messages").asInt());
    assertEquals(2, run("outbox", "list", "--json").event("outbox").path("waiting").asInt());
  }

  @Test
  void besideARunningAgentOnlyReadingIsAllowed() {
    try (Store holder = Store.open(state, new SystemTime())) {
      assertEquals(0, run("store", "status").code());
      assertEquals(0, run("outbox", "list").code());
      assertEquals(0, run("store", "export", dir.resolve("b.csv")).code());
      refused(69, "in use by process", "store", "prune", "--before", "2026-05-02");
      refused(69, "in use by process", "outbox", "retry");
      assertEquals(2, holder.sessions().size());
    }
  }

  private void refused(int code, String words, Object... args) {
    Cli cli = run(args);
    assertEquals(code, cli.code(), cli.err());
    assertTrue(cli.err().contains(words), cli.err());
    assertEquals(1, cli.err().lines().count(), cli.err());
  }

  private Cli run(Object... args) {
    return Cli.run(
        Stream.concat(Stream.of(args), Stream.of("--state-dir", state)).toArray(Object[]::new));
  }

  private static void session(Store store, Instant start, String pack) {
    UUID boot = UUID.nameUUIDFromBytes(new byte[] {1});
    SessionId id =
        store.beginSession(
            new SessionStart(
                new Stamp(start, 0, boot, true),
                "elm327:tcp://127.0.0.1:35000",
                "charge",
                Optional.of(pack),
                Optional.of(VIN),
                Optional.empty(),
                Optional.empty()));
    for (int i = 0; i < READINGS; i++) {
      store.append(
          id,
          new Reading(
              Signals.VOLTAGE,
              0,
              new Value.Number(350 + i),
              new Stamp(start.plusSeconds(i), i * 1_000_000_000L, boot, true),
              "a, \"b\""));
    }
    store.append(
        id,
        new Reading(
            Signals.VIN,
            0,
            new Value.Text(VIN),
            new Stamp(start.plusSeconds(READINGS), READINGS * 1_000_000_000L, boot, true),
            "x"));
    store.endSession(
        id,
        new SessionEnd(
            new Stamp(start.plusSeconds(READINGS), READINGS * 1_000_000_000L, boot, true),
            SessionEnd.Outcome.FINISHED,
            ""));
  }
}
