package io.cellwitness.gateway.daemon;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The watchdog is fed only while every loop itself gives signs of life. */
class PulseTest {

  private final HandClock clock = new HandClock();
  private final Pulse pulse = new Pulse(clock);

  @Test
  void aLoopThatTurnsIsNeverStalled() {
    pulse.own();
    for (int turn = 0; turn < 10; turn++) {
      clock.sleep(Pulse.LONGEST_SILENCE);
      assertFalse(pulse.stalled());
      pulse.beat();
    }
  }

  @Test
  void aSilentLoopIsStalledUntilItTurnsAgain() {
    pulse.own();
    clock.sleep(Pulse.LONGEST_SILENCE.plusNanos(1));
    assertTrue(pulse.stalled());
    pulse.beat();
    assertFalse(pulse.stalled());
  }

  @Test
  void aLoopThatNeverBeganIsStalledToo() {
    clock.sleep(Pulse.LONGEST_SILENCE.plus(Duration.ofSeconds(1)));
    assertTrue(pulse.stalled());
  }

  /** A stuck loop must not be covered by somebody else's sign. */
  @Test
  void anotherThreadsSignDoesNotCount() throws InterruptedException {
    pulse.own();
    clock.sleep(Pulse.LONGEST_SILENCE.plusSeconds(1));
    Thread other = new Thread(pulse::beat);
    other.start();
    other.join();
    assertTrue(pulse.stalled());
  }
}
