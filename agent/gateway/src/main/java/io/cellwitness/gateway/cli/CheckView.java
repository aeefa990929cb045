package io.cellwitness.gateway.cli;

import io.cellwitness.api.PackFacts;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.session.CheckListener;
import io.cellwitness.gateway.session.CheckProgress;
import io.cellwitness.health.Progress;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows a running check: a line that moves on a terminal, a line now and then elsewhere, events.
 */
public final class CheckView implements CheckListener {

  private static final int BAR_WIDTH = 20;

  private final Console console;
  private final double lineEveryPct;
  private double lastLinePct = Double.NEGATIVE_INFINITY;

  /**
   * Makes the view.
   *
   * @param console where to write
   * @param lineEveryPct without a terminal, a line is printed each time the window grew by this
   *     much
   */
  public CheckView(Console console, double lineEveryPct) {
    this.console = console;
    this.lineEveryPct = lineEveryPct;
  }

  @Override
  public void connecting(String source) {
    console.emit(Console.event("connecting").put("source", source));
    console.say("Source     " + source);
  }

  @Override
  public void identified(VehicleFacts vehicle, PackFacts pack) {
    ObjectNode event = Console.event("identified");
    vehicle.profileId().ifPresent(id -> event.put("profile", id));
    vehicle.model().ifPresent(model -> event.put("model", model));
    event.put("vinKnown", vehicle.vin().isPresent());
    event.put("packIdKnown", vehicle.packId().isPresent());
    event.put("chemistry", pack.chemistry().name());
    pack.cellsInSeries().ifPresent(n -> event.put("series", n));
    pack.nominalAh().ifPresent(ah -> event.put("nominalAh", ah.value()));
    console.emit(event);
    console.say(
        "Vehicle    "
            + vehicle.model().orElse("not identified")
            + vehicle.profileId().map(id -> " (profile " + id + ")").orElse("")
            + (vehicle.vin().isPresent() ? ", VIN read" : "")
            + (vehicle.packId().isPresent() ? ", pack number known" : ""));
    console.say(
        "Pack       "
            + pack.chemistry().name()
            + (pack.cellsInSeries().isPresent()
                ? ", " + pack.cellsInSeries().getAsInt() + " cells in series"
                : ", cells in series unknown")
            + pack.nominalAh()
                .map(ah -> format(", nominal %.1f Ah (%s)", ah.value(), ah.source()))
                .orElse(", nominal capacity unknown"));
  }

  @Override
  public void progress(CheckProgress progress) {
    Progress estimate = progress.estimate();
    ObjectNode event = Console.event("progress");
    event.put("phase", progress.phase());
    event.put("elapsedSeconds", Math.round(progress.elapsedS()));
    event.put("readings", progress.readings());
    progress.socPct().ifPresent(soc -> event.put("socPct", soc));
    progress.currentA().ifPresent(a -> event.put("currentA", a));
    event.put("widthPct", round1(estimate.widthPct()));
    estimate.capacityAh().ifPresent(ah -> event.put("capacityAh", round1(ah)));
    estimate.uncertaintyPct().ifPresent(u -> event.put("uncertaintyPct", round1(u)));
    ArrayNode blockers = event.putArray("blockers");
    estimate.blockers().forEach(code -> blockers.add(code.name()));
    event.put("hint", estimate.hint());
    console.emit(event);

    if (console.terminal() || estimate.widthPct() - lastLinePct >= lineEveryPct) {
      lastLinePct = estimate.widthPct();
      console.progress(line(progress));
    }
  }

  @Override
  public void note(String text) {
    console.emit(Console.event("note").put("text", text));
    console.say("Note       " + text);
  }

  /**
   * One line: phase, bar over the state of charge, elapsed, ΔSOC, estimate ± U, what is missing.
   */
  static String line(CheckProgress progress) {
    Progress estimate = progress.estimate();
    StringBuilder line = new StringBuilder();
    line.append(format("%-10s ", progress.phase()));
    progress
        .socPct()
        .ifPresent(soc -> line.append(bar(soc / 100)).append(format(" SOC %5.1f %%  ", soc)));
    line.append(clock(progress.elapsedS()));
    line.append(format("  ΔSOC %4.1f", estimate.widthPct()));
    if (estimate.capacityAh().isPresent() && estimate.uncertaintyPct().isPresent()) {
      double ah = estimate.capacityAh().get();
      line.append(format("  %.1f ± %.1f Ah", ah, ah * estimate.uncertaintyPct().get() / 100));
    }
    if (!estimate.hint().isBlank()) {
      line.append("  ").append(estimate.hint());
    }
    return line.toString();
  }

  private static String bar(double fraction) {
    int filled = (int) Math.round(Math.max(0, Math.min(1, fraction)) * BAR_WIDTH);
    return "[" + "#".repeat(filled) + "·".repeat(BAR_WIDTH - filled) + "]";
  }

  private static String clock(double seconds) {
    long s = Math.round(seconds);
    return s >= 3600
        ? format("%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60)
        : format("%d:%02d", s / 60, s % 60);
  }

  private static double round1(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
