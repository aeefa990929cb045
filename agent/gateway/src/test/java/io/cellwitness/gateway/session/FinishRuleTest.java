package io.cellwitness.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FinishRuleTest {

  private static final UUID BOOT = new UUID(1, 2);

  @Test
  void chargeIsOverTwoMinutesAfterTheCurrentStopped() {
    FinishRule rule = new FinishRule(Mode.CHARGE);
    feed(rule, Signals.CURRENT, 0, 0);
    feed(rule, Signals.CURRENT, 10, 32.0);
    feed(rule, Signals.CURRENT, 4000, 31.0);
    feed(rule, Signals.CURRENT, 4119, 0.0);
    assertEquals(Optional.empty(), rule.over());
    feed(rule, Signals.CURRENT, 4120, 0.0);
    assertEquals(Optional.of("the charge has ended"), rule.over());
  }

  @Test
  void aPauseForBalancingDoesNotEndTheCharge() {
    FinishRule rule = new FinishRule(Mode.CHARGE);
    feed(rule, Signals.CURRENT, 0, 32.0);
    feed(rule, Signals.CURRENT, 100, 0.0);
    feed(rule, Signals.CURRENT, 119, 32.0);
    feed(rule, Signals.CURRENT, 200, 0.0);
    assertEquals(Optional.empty(), rule.over());
  }

  @Test
  void aChargeThatNeverComesIsNotAwaitedForever() {
    FinishRule rule = new FinishRule(Mode.CHARGE);
    feed(rule, Signals.CURRENT, 0, -0.3);
    feed(rule, Signals.CURRENT, 1799, -0.3);
    assertEquals(Optional.empty(), rule.over());
    feed(rule, Signals.CURRENT, 1800, -0.3);
    assertEquals(Optional.of("no charging was seen in 30 minutes"), rule.over());
  }

  @Test
  void quickCheckEndsWhenNothingNewTurnsUp() {
    FinishRule rule = new FinishRule(Mode.QUICK);
    feed(rule, Signals.SOC, 0, 50);
    feed(rule, Signals.SOH, 5, 100);
    feed(rule, Signals.SOC, 14, 50);
    assertEquals(Optional.empty(), rule.over());
    feed(rule, Signals.SOC, 15, 50);
    assertTrue(rule.over().isPresent());
  }

  @Test
  void quickCheckNeverTakesMoreThanTwoMinutes() {
    FinishRule rule = new FinishRule(Mode.QUICK);
    for (int second = 0; second < 120; second += 8) {
      feed(rule, new Signal("X-New" + second, ""), second, 1);
      assertEquals(Optional.empty(), rule.over());
    }
    feed(rule, new Signal("X-Last", ""), 120, 1);
    assertTrue(rule.over().isPresent());
  }

  @Test
  void streamGoesOn() {
    FinishRule rule = new FinishRule(Mode.STREAM);
    feed(rule, Signals.CURRENT, 0, 32.0);
    feed(rule, Signals.CURRENT, 1_000_000, 0.0);
    assertEquals(Optional.empty(), rule.over());
  }

  private static void feed(FinishRule rule, Signal signal, long second, double value) {
    Stamp at = new Stamp(Instant.EPOCH.plusSeconds(second), second * 1_000_000_000L, BOOT, true);
    rule.accept(new Reading(signal, 0, new Value.Number(value), at, "test"));
  }
}
