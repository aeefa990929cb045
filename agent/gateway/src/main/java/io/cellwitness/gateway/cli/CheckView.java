package io.cellwitness.gateway.cli;

import static java.util.stream.Collectors.joining;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ProgressLine;
import io.cellwitness.gateway.base.Terminal;
import io.cellwitness.gateway.session.CheckListener;
import io.cellwitness.gateway.session.CheckProgress;
import io.cellwitness.health.HalfWidth;
import io.cellwitness.health.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows a running check: a line that moves on a terminal, a line now and then elsewhere, events.
 */
public final class CheckView implements CheckListener {

  private static final String WAITING = "waiting for the charge";
  private static final String PLUG_IN =
      "plug the charging cable in and charge as long as you can; Ctrl-C ends with the report";

  private final Console console;
  private final double lineEveryPct;
  private boolean askedToPlugIn;
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
    console.row("Source", source);
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
    console.row(
        "Vehicle",
        said(
            Stream.of(
                vehicle.model().or(() -> Optional.of("not identified")),
                vehicle.profileId().map(id -> "profile " + id),
                vehicle.vin().map(vin -> "VIN read"),
                vehicle.packId().map(id -> "pack number known"))));
    console.row(
        "Pack",
        said(
            Stream.of(
                Optional.of(
                    pack.chemistry() == Chemistry.UNKNOWN
                        ? "chemistry unknown"
                        : pack.chemistry().name()),
                Optional.of(
                    pack.cellsInSeries().isPresent()
                        ? pack.cellsInSeries().getAsInt() + " cells in series"
                        : "cells in series unknown"),
                Optional.of(
                    pack.nominalAh()
                        .map(ah -> format("nominal %.1f Ah (%s)", ah.value(), ah.source()))
                        .orElse("nominal capacity unknown")))));
  }

  private String said(Stream<Optional<String>> parts) {
    return parts.flatMap(Optional::stream).map(console::inWords).collect(joining(", "));
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
    estimate.uncertaintyPct().ifPresent(u -> event.put("uncertaintyPct", HalfWidth.up(u, 1)));
    ArrayNode blockers = event.putArray("blockers");
    estimate.blockers().forEach(code -> blockers.add(code.name()));
    event.put("hint", estimate.hint());
    put(event, progress);
    console.emit(event);

    if (progress.phase().equals(WAITING) && !askedToPlugIn) {
      askedToPlugIn = true;
      console.row("Now", PLUG_IN);
    }
    if (console.terminal() || estimate.widthPct() - lastLinePct >= lineEveryPct) {
      lastLinePct = estimate.widthPct();
      console.progress(line(progress));
    }
  }

  /** Times, in seconds; each only where it can be told. */
  private static void put(ObjectNode event, CheckProgress progress) {
    progress
        .played()
        .ifPresent(
            played -> {
              event.put("played", Math.round(played * 1000) / 1000.0);
              ProgressLine.leftSeconds(played, progress.runningS())
                  .ifPresent(left -> event.put("leftSeconds", Math.round(left)));
            });
    progress.leftAtMostS().ifPresent(left -> event.put("endsInSecondsAtMost", Math.round(left)));
    progress
        .estimate()
        .ahead()
        .filter(ahead -> progress.played().isEmpty())
        .ifPresent(
            ahead -> {
              ObjectNode next = event.putObject("ahead").put("minutes", ahead.minutes());
              ahead.uncertaintyPct().ifPresent(u -> next.put("uncertaintyPct", HalfWidth.up(u, 1)));
            });
  }

  @Override
  public void note(String text) {
    console.emit(Console.event("note").put("text", text));
    console.row(Terminal.Tone.WARN, "Note", text);
  }

  /**
   * Phase, bar, time, estimate ± U, when it will be narrower, what is missing. The bar shows the
   * state of charge of a live battery, and the place in a recording.
   */
  static ProgressLine line(CheckProgress progress) {
    Progress estimate = progress.estimate();
    List<String> parts = new ArrayList<>();
    progress.socPct().ifPresent(soc -> parts.add(format("SOC %.1f %%", soc)));
    estimate(estimate).ifPresent(parts::add);
    String covered = format("ΔSOC %.1f %%", estimate.widthPct());
    if (progress.played().isPresent()) {
      parts.add(covered);
      return ProgressLine.steady(
          progress.phase(), progress.played().getAsDouble(), progress.runningS(), parts);
    }
    parts.add(progress.socPct().isPresent() ? 1 : 0, ProgressLine.clock(progress.elapsedS()));
    if (progress.leftAtMostS().isPresent()) {
      parts.add("ends in " + ProgressLine.clock(progress.leftAtMostS().getAsDouble()));
    }
    String hint = estimate.ahead().map(CheckView::ahead).orElse(estimate.hint());
    if (!hint.isBlank()) {
      parts.add(hint);
    }
    parts.add(covered);
    return new ProgressLine(progress.phase(), share(progress.socPct()), parts);
  }

  private static OptionalDouble share(OptionalDouble socPct) {
    return socPct.isPresent()
        ? OptionalDouble.of(socPct.getAsDouble() / 100)
        : OptionalDouble.empty();
  }

  private static Optional<String> estimate(Progress estimate) {
    return estimate
        .capacityAh()
        .flatMap(
            ah ->
                estimate
                    .uncertaintyPct()
                    .map(pct -> format("%.1f ± %s Ah", ah, HalfWidth.up(ah * pct / 100, 1))));
  }

  private static String ahead(Progress.Ahead ahead) {
    return ahead
        .uncertaintyPct()
        .map(pct -> format("± %s %% in %.0f min", HalfWidth.up(pct, 1), ahead.minutes()))
        .orElseGet(() -> format("first number in %.0f min", ahead.minutes()));
  }

  private static double round1(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
