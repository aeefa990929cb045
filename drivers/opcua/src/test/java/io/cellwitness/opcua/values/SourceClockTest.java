package io.cellwitness.opcua.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SourceClockTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final UUID BOOT = UUID.randomUUID();

  private final SourceClock clock = new SourceClock(Duration.ofSeconds(2));

  /** This machine's clocks at a moment of the test. */
  private static Stamp at(double seconds) {
    long nanos = Math.round(seconds * 1e9);
    return new Stamp(START.plusNanos(nanos), nanos, BOOT, true);
  }

  private static Instant server(double seconds, double ahead) {
    return START.plusNanos(Math.round((seconds + ahead) * 1e9));
  }

  @Test
  void theFastestAnswerSetsTheLineWhateverTheDelayOfTheOthers() {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      double delay = i % 20 == 0 ? 0.001 : 0.05 + 0.3 * random.nextDouble();
      assertFalse(clock.learn(server(i, 3600), at(i + delay)));
    }
    // An hour ahead, and still a sample of half a second ago is half a second old.
    double age = clock.age(server(199.5, 3600), at(200)).toNanos() / 1e9;
    assertEquals(0.5, age, 0.08);
    assertEquals(3600, clock.serverAhead().toSeconds(), 1);
  }

  @Test
  void aLeapOfTheServersClockIsTold() {
    assertFalse(clock.learn(server(0, 0), at(0)));
    assertFalse(clock.learn(server(1, 0), at(1.2)));
    assertTrue(clock.learn(server(2, 30), at(2)));
    assertFalse(clock.learn(server(3, 30), at(3)));
    assertTrue(clock.learn(server(4, 0), at(4)), "back as well");
  }

  @Test
  void absurdDatesNeitherThrowNorCount() {
    clock.learn(server(0, 0), at(0));
    assertTrue(clock.learn(Instant.parse("9999-12-31T23:59:59Z"), at(1)));
    assertTrue(clock.learn(server(2, 0), at(2)));
    assertTrue(clock.age(Instant.EPOCH, at(3)).toDays() > 300);
    assertTrue(clock.age(Instant.parse("9999-12-31T23:59:59Z"), at(3)).toDays() < -300);
  }

  @Test
  void aServerThatNamesNoTimeIsTakenByThisMachinesClock() {
    assertEquals(Duration.ofSeconds(4), clock.age(server(6, 0), at(10)));
  }
}
