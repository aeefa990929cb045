package io.cellwitness.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import io.cellwitness.gateway.store.OutboxMessage;
import io.cellwitness.gateway.store.SessionId;
import io.cellwitness.gateway.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryPublisherTest {

  private static final UUID BOOT = new UUID(1, 2);
  private static final Topics TOPICS = new Topics("cw", "garage", "bay-1");

  @TempDir Path dir;

  @Test
  void aBatchIsWhatTheSchemaSays() throws Exception {
    List<Reading> readings =
        List.of(
            reading(Signals.VOLTAGE, 0, new Value.Number(351.2), 0),
            reading(Signals.CELL_VOLTAGE, 3, new Value.Number(3.66), 0),
            reading(Signals.VOLTAGE, 0, new Value.Absent(Quality.MISSING, "no answer"), 1500),
            reading(Signals.VOLTAGE, 0, new Value.Number(351.4), 2000.125));
    byte[] body = TelemetryBatch.encode("p1", new SessionId(7), readings).orElseThrow();
    Schemas.assertValid("telemetry-1", body);
    assertEquals(
        "{\"schema\":\"telemetry/1\",\"pack\":\"p1\",\"session\":7,"
            + "\"start\":\"2026-05-01T08:00:00Z\",\"clockSynced\":true,\"signals\":["
            + "{\"path\":\"Vehicle.Powertrain.TractionBattery.CurrentVoltage\",\"unit\":\"V\","
            + "\"source\":\"7EC:220101\",\"t\":[0.0,1500.0,2000.125],\"v\":[351.2,null,351.4],"
            + "\"absent\":[{\"quality\":\"MISSING\",\"reason\":\"no answer\"}]},"
            + "{\"path\":\"Vehicle.Powertrain.TractionBattery.CellVoltage\",\"index\":3,"
            + "\"unit\":\"V\",\"source\":\"7EC:220101\",\"t\":[0.0],\"v\":[3.66]}]}",
        new String(body, StandardCharsets.UTF_8));
  }

  @Test
  void theSchemaRefusesWhatIsNotABatch() throws Exception {
    assertFalse(
        Schemas.problems("telemetry-1", "{\"schema\":\"telemetry/1\"}".getBytes()).isEmpty());
  }

  @Test
  void theVinNeverLeaves() {
    Reading vin = reading(Signals.VIN, 0, new Value.Text("KMHXX00XXXX000000"), 0);
    assertTrue(TelemetryBatch.encode("p1", new SessionId(1), List.of(vin)).isEmpty());
    byte[] body =
        TelemetryBatch.encode(
                "p1",
                new SessionId(1),
                List.of(vin, reading(Signals.SOC, 0, new Value.Number(50), 0)))
            .orElseThrow();
    assertFalse(new String(body, StandardCharsets.UTF_8).contains("KMHXX"));
  }

  @Test
  void batchesEndAfterTenSecondsAtARestartAndWhenTheClockIsSet() throws Exception {
    try (Store store = Store.open(dir, new MachineTime())) {
      TelemetryPublisher publisher =
          new TelemetryPublisher(
              store.outbox(), TOPICS, "p1", new SessionId(1), Duration.ofDays(1));
      for (int second = 0; second < 25; second++) {
        publisher.accept(reading(Signals.SOC, 0, new Value.Number(second), second * 1000));
      }
      assertEquals(2, store.outbox().status().waitingOthers());
      Stamp unsynced = new Stamp(Instant.EPOCH, 25_000_000_000L, BOOT, false);
      publisher.accept(new Reading(Signals.SOC, 0, new Value.Number(1), unsynced, "s"));
      assertEquals(3, store.outbox().status().waitingOthers());
      Stamp rebooted = new Stamp(Instant.EPOCH, 0, new UUID(3, 4), false);
      publisher.accept(new Reading(Signals.SOC, 0, new Value.Number(1), rebooted, "s"));
      publisher.flush();
      publisher.flush();
      List<OutboxMessage> messages = store.outbox().next(10, Set.of());
      assertEquals(5, messages.size());
      for (OutboxMessage message : messages) {
        Schemas.assertValid("telemetry-1", message.body());
        assertEquals("cw/garage/bay-1/telemetry/p1", message.topic());
        assertEquals(Duration.ofDays(1), message.expiry().orElseThrow());
      }
    }
  }

  private static Reading reading(Signal signal, int index, Value value, double millis) {
    long nanos = Math.round(millis * 1e6);
    Instant wall = Instant.parse("2026-05-01T08:00:00Z").plusNanos(nanos);
    return new Reading(signal, index, value, new Stamp(wall, nanos, BOOT, true), "7EC:220101");
  }
}
