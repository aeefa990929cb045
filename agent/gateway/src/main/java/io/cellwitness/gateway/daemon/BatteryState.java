package io.cellwitness.gateway.daemon;

import io.cellwitness.gateway.session.CheckProgress;
import java.util.Locale;
import java.util.Optional;

/** What is known of one battery now. Written by its loop, read by the status line and page. */
public final class BatteryState {

  /**
   * One moment.
   *
   * @param pack the operator's name for the battery
   * @param source where it is read
   * @param phase what is done with it now
   * @param vehicle make and model, once identified
   * @param progress how far the session is; empty between sessions
   * @param note the last sentence about it; empty while there is none
   */
  public record Snapshot(
      String pack,
      String source,
      String phase,
      Optional<String> vehicle,
      Optional<CheckProgress> progress,
      Optional<String> note) {

    /**
     * The battery in a few words.
     *
     * @return for example {@code bay-1 charging 63 %}
     */
    public String words() {
      String soc =
          progress
              .filter(p -> p.socPct().isPresent())
              .map(p -> String.format(Locale.ROOT, " %.0f %%", p.socPct().getAsDouble()))
              .orElse("");
      return pack + " " + phase + soc;
    }
  }

  private volatile Snapshot now;

  BatteryState(String pack, String source) {
    now =
        new Snapshot(
            pack, source, "starting", Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * The present moment.
   *
   * @return a snapshot
   */
  public Snapshot now() {
    return now;
  }

  /** Whether a charge flows now, or flowed in this session and may go on. */
  boolean charging() {
    return now.progress().filter(CheckProgress::charged).isPresent();
  }

  void phase(String phase) {
    now =
        new Snapshot(now.pack(), now.source(), phase, now.vehicle(), Optional.empty(), now.note());
  }

  void vehicle(Optional<String> model) {
    now = new Snapshot(now.pack(), now.source(), "connected", model, Optional.empty(), now.note());
  }

  void progress(CheckProgress progress) {
    now =
        new Snapshot(
            now.pack(),
            now.source(),
            progress.phase(),
            now.vehicle(),
            Optional.of(progress),
            now.note());
  }

  void note(String text) {
    now =
        new Snapshot(
            now.pack(),
            now.source(),
            now.phase(),
            now.vehicle(),
            now.progress(),
            Optional.of(text));
  }
}
