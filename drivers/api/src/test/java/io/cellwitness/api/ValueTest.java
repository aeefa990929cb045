package io.cellwitness.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ValueTest {

  @Test
  void unknownIsNeverANumber() {
    assertThrows(IllegalArgumentException.class, () -> new Value.Number(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new Value.Number(Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> new Value.Absent(Quality.GOOD, "why"));
  }

  @Test
  void whatCannotBeStoredCannotBeMade() {
    UUID boot = new UUID(1, 2);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Stamp(Instant.parse("2300-01-01T00:00:00Z"), 0, boot, true));
    Stamp at = new Stamp(Instant.EPOCH, 0, boot, true);
    String chatty = "x".repeat(Reading.MAX_TEXT + 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Reading(Signals.SOC, 0, new Value.Number(1), at, chatty));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Reading(Signals.SOC, 0, new Value.Text(chatty), at, "test"));
  }

  @Test
  void operatorsFactsWinOverTheProfile() {
    PackFacts profile =
        new PackFacts(
            Chemistry.NMC,
            OptionalInt.of(98),
            Optional.of(new Sourced(180, "profile")),
            Optional.empty(),
            Optional.empty());
    PackFacts operator =
        new PackFacts(
            Chemistry.UNKNOWN,
            OptionalInt.empty(),
            Optional.of(new Sourced(176, "operator")),
            Optional.empty(),
            Optional.empty());
    PackFacts merged = profile.overriddenBy(operator);
    assertEquals(Chemistry.NMC, merged.chemistry());
    assertEquals(98, merged.cellsInSeries().getAsInt());
    assertEquals("operator", merged.nominalAh().orElseThrow().source());
  }

  @Test
  void findsSignalsByNameAndByPath() {
    assertEquals(Signals.VOLTAGE, Signals.find("CurrentVoltage").orElseThrow());
    assertEquals(Signals.VOLTAGE, Signals.find(Signals.VOLTAGE.path()).orElseThrow());
    assertEquals(Signals.LOW_VOLTAGE, Signals.find(Signals.LOW_VOLTAGE.path()).orElseThrow());
    assertEquals(Optional.empty(), Signals.find("Nonsense"));
  }
}
