package io.cellwitness.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a source may bring, by stamps it gives itself. */
class FloodGateTest {

  private static final long MILLI = 1_000_000;
  private static final UUID BOOT = new UUID(0, 1);

  private final List<String> notes = new ArrayList<>();
  private final FloodGate gate = new FloodGate(notes::add);

  private static Reading at(long millis, UUID boot) {
    Stamp stamp = new Stamp(Instant.EPOCH.plusMillis(millis), millis * MILLI, boot, true);
    return new Reading(Signals.VOLTAGE, 0, new Value.Number(350), stamp, "x");
  }

  private void fill() {
    for (int i = 0; i < FloodGate.MOST_PER_SECOND; i++) {
      assertTrue(gate.admits(at(60_000, BOOT)));
    }
  }

  @Test
  void aStampThatStepsBackALittleBeginsNoNewCount() {
    fill();
    assertFalse(gate.admits(at(59_999, BOOT)));
    assertFalse(gate.admits(at(50_000, BOOT)));
    assertFalse(gate.admits(at(60_999, BOOT)));
    assertTrue(gate.admits(at(61_000, BOOT)));
    gate.close();
    assertEquals("3 readings were dropped, because it sent too many", notes.get(1));
  }

  @Test
  void aClockThatWasSetBackBeginsAnew() {
    fill();
    assertTrue(gate.admits(at(49_999, BOOT)));
  }

  @Test
  void anotherBootBeginsAnew() {
    fill();
    assertTrue(gate.admits(at(60_000, new UUID(0, 2))));
  }
}
