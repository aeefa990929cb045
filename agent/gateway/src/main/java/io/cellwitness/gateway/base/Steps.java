package io.cellwitness.gateway.base;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells how far something has come that is done piece by piece: on a terminal by a line that is
 * rewritten, with {@code --json} by events. Nothing is told of what is over at once, and nothing in
 * a log. May be told the share as often as it changes. Where the operator ends the work, it is
 * broken off here.
 */
public final class Steps implements DoubleConsumer {

  private static final double SHOW_EVERY_S = 0.25;
  private static final double EVENT_EVERY_S = 1;

  private final Console console;
  private final TimeSource time;
  private final StopRequest stop;
  private final String phase;
  private final Stamp began;
  private Stamp shown;
  private Stamp told;
  private long pieces;

  /**
   * Begins.
   *
   * @param console where to tell
   * @param time takes the time
   * @param stop whether the operator has enough
   * @param phase what is being done, a word or two
   */
  public Steps(Console console, TimeSource time, StopRequest stop, String phase) {
    this.console = console;
    this.time = time;
    this.stop = stop;
    this.phase = phase;
    this.began = time.now();
    this.shown = began;
    this.told = began;
  }

  /**
   * One more of several equal pieces is done.
   *
   * @param all how many there are, at least 1
   */
  public void piece(long all) {
    accept((double) ++pieces / all);
  }

  /**
   * So much is done.
   *
   * @param fraction 0 to 1; what lies beyond is taken for the end
   * @throws BrokenOff when the operator does not want the rest
   */
  @Override
  public void accept(double fraction) {
    if (stop.requested()) {
      throw new BrokenOff();
    }
    Stamp now = time.now();
    double done = Math.max(0, Math.min(1, fraction));
    double seconds = now.secondsSince(began);
    if (console.terminal() && now.secondsSince(shown) >= SHOW_EVERY_S) {
      shown = now;
      console.progress(ProgressLine.steady(phase, done, seconds, List.of()));
    }
    if (console.json() && now.secondsSince(told) >= EVENT_EVERY_S) {
      told = now;
      ObjectNode event = Console.event("progress").put("phase", phase);
      event.put("done", Math.round(done * 1000) / 1000.0);
      event.put("elapsedSeconds", Math.round(seconds));
      OptionalDouble left = ProgressLine.leftSeconds(done, seconds);
      left.ifPresent(s -> event.put("leftSeconds", Math.round(s)));
      console.emit(event);
    }
  }
}
