package io.cellwitness.api;

import java.time.Duration;

/**
 * The clock a driver lives by. The real one follows the machine; the demo's runs faster than life;
 * a test's is moved by hand. Nothing outside the wiring reads the machine's clock itself.
 */
public interface TimeSource {

  /**
   * The present moment.
   *
   * @return a stamp whose monotonic part never goes back
   */
  Stamp now();

  /**
   * Waits.
   *
   * @param duration how long on this clock; zero or negative returns at once
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  void sleep(Duration duration) throws InterruptedException;
}
