package io.cellwitness.gateway.page;

import io.cellwitness.gateway.base.ProgressLine;
import io.cellwitness.gateway.base.Version;
import io.cellwitness.gateway.daemon.BatteryState;
import io.cellwitness.gateway.daemon.DaemonState;
import io.cellwitness.gateway.mqtt.UplinkStatus;
import io.cellwitness.gateway.session.CheckProgress;
import io.cellwitness.gateway.store.OutboxStatus;
import io.cellwitness.gateway.store.ReportRow;
import io.cellwitness.health.HalfWidth;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The page: no script, nothing fetched, every text escaped; it asks for itself again every 5 s. */
final class Html {

  private static final int LAST_REPORTS = 10;
  private static final String STYLE = style();

  private final StringBuilder html = new StringBuilder(8192);

  private Html() {}

  /**
   * Writes the page.
   *
   * @param now the daemon's state
   * @param trouble what is wrong, one sentence; empty when nothing is
   * @param outbox what waits for the broker
   * @param reports those of the store
   * @return HTML
   */
  static String page(
      DaemonState.Snapshot now, String trouble, OutboxStatus outbox, List<ReportRow> reports) {
    Html page = new Html();
    page.head(now, trouble);
    page.batteries(now.batteries());
    page.adapters(now.batteries());
    page.reports(reports);
    page.health(now, trouble, outbox);
    return page.html.append("</html>\n").toString();
  }

  private void head(DaemonState.Snapshot now, String trouble) {
    String name = text(now.gateway().site() + " / " + now.gateway().name());
    add("<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport")
        .add(" content=\"width=device-width, initial-scale=1\">")
        .add("<meta http-equiv=refresh content=5><title>CellWitness ")
        .add(name)
        .add("</title><style>")
        .add(STYLE)
        .add("</style><header><h1>CellWitness ")
        .add(name)
        .add("</h1>")
        .add(state(now, trouble))
        .add("</header><p class=soft>Running since ")
        .add(time(now.started().wall()))
        .add(", this page is of ")
        .add(time(now.at().wall()))
        .add("; it can only be read.");
  }

  private static String state(DaemonState.Snapshot now, String trouble) {
    if (!trouble.isEmpty()) {
      return pill("bad", trouble);
    }
    return now.ready() ? pill("good", "working") : pill("wait", "not ready yet");
  }

  private void batteries(List<BatteryState.Snapshot> batteries) {
    add("<h2>Live sessions</h2><div class=cards>");
    for (BatteryState.Snapshot battery : batteries) {
      add("<section class=card><div class=top><h3>")
          .add(text(battery.pack()))
          .add("</h3>")
          .add(pill(tone(battery), battery.phase()))
          .add("</div><p class=soft>")
          .add(text(battery.vehicle().orElse("vehicle not identified")));
      battery
          .progress()
          .ifPresentOrElse(
              this::progress, () -> battery.note().ifPresent(note -> add("<p>").add(text(note))));
      add("</section>");
    }
    add(batteries.isEmpty() ? "<p class=soft>No battery is followed.</div>" : "</div>");
  }

  private static String tone(BatteryState.Snapshot battery) {
    return battery.progress().isPresent() ? "good" : "wait";
  }

  private void progress(CheckProgress progress) {
    progress
        .socPct()
        .ifPresent(
            soc ->
                add("<div class=bar><div style=\"width:")
                    .add(format("%.0f", Math.max(0, Math.min(100, soc))))
                    .add("%\"></div></div>"));
    add("<dl>");
    pair("State of charge", progress.socPct().isPresent() ? soc(progress) : "not read");
    pair("Time", ProgressLine.clock(progress.elapsedS()));
    pair("Readings", Long.toString(progress.readings()));
    pair("Charge covered", format("%.1f %%", progress.estimate().widthPct()));
    pair("Capacity so far", capacity(progress));
    String hint = progress.estimate().hint();
    if (!hint.isBlank()) {
      pair("Next", text(hint));
    }
    add("</dl>");
  }

  private static String soc(CheckProgress progress) {
    return format("%.1f %%", progress.socPct().getAsDouble());
  }

  /** An estimate on the way is no result: the report decides whether there is one. */
  private static String capacity(CheckProgress progress) {
    var estimate = progress.estimate();
    if (estimate.capacityAh().isEmpty() || estimate.uncertaintyPct().isEmpty()) {
      return "none yet";
    }
    double ah = estimate.capacityAh().get();
    double half = ah * estimate.uncertaintyPct().get() / 100;
    return format("%.1f ± %s Ah", ah, HalfWidth.up(half, 1))
        + (estimate.blockers().isEmpty() ? "" : " (not enough for a result)");
  }

  private void adapters(List<BatteryState.Snapshot> batteries) {
    if (batteries.isEmpty()) {
      return;
    }
    add("<h2>Adapters</h2><div class=card><table><thead><tr><th>battery<th>source<th>now")
        .add("<th>last message</thead>");
    for (BatteryState.Snapshot battery : batteries) {
      row();
      cell("battery", text(battery.pack()));
      cell("source", "<code>" + text(battery.source()) + "</code>");
      cell("now", text(battery.phase()));
      cell("last message", text(battery.note().orElse("none")));
    }
    add("</table></div>");
  }

  private void reports(List<ReportRow> reports) {
    add("<h2>Last reports</h2><div class=card>");
    if (reports.isEmpty()) {
      add("<p class=soft>None yet.</div>");
      return;
    }
    add("<table><thead><tr><th>no.<th>report<th>signed<th>acknowledged by the broker</thead>");
    reports.stream()
        .sorted(Comparator.comparingLong(ReportRow::sequence).reversed())
        .limit(LAST_REPORTS)
        .forEach(
            report -> {
              row();
              cell("no.", Long.toString(report.sequence()));
              cell("report", "<code>" + report.id() + "</code>");
              cell("signed", time(report.committedAt()));
              String sent = report.publishedAt().map(Html::time).orElse("not yet");
              cell("acknowledged", report.erased() ? "erased" : sent);
            });
    add("</table></div>");
  }

  private void health(DaemonState.Snapshot now, String trouble, OutboxStatus outbox) {
    add("<h2>Health</h2><div class=cards><section class=card><h3>Broker and outbox</h3><p>")
        .add(now.uplink().map(Html::broker).orElse("Nothing is published."))
        .add("<dl>");
    pair("Reports waiting", Long.toString(outbox.waitingReports()));
    pair("Other messages", Long.toString(outbox.waitingOthers()));
    pair("Bytes waiting", Long.toString(outbox.bytes()));
    pair("Refused too often", Long.toString(outbox.parked()));
    pair("Telemetry dropped", Long.toString(outbox.evictedMessages()));
    add("</dl></section><section class=card><h3>Service</h3><dl>");
    pair("Healthy", trouble.isEmpty() ? "yes" : text(trouble));
    pair("Ready", now.ready() && trouble.isEmpty() ? "yes" : "no");
    pair(
        "Stalled loops", now.stalled().isEmpty() ? "none" : text(String.join(", ", now.stalled())));
    pair("Version", text(Version.SOFTWARE));
    pair("For machines", "<code>/healthz</code> <code>/readyz</code> <code>/metrics</code>");
    add("</dl></section></div>");
  }

  private static String broker(UplinkStatus uplink) {
    return uplink.connected()
        ? pill("good", "connected")
        : pill("bad", "not reached") + " " + text(uplink.trouble().orElse(""));
  }

  private void row() {
    add("<tr>");
  }

  private void cell(String name, String content) {
    add("<td data-name=\"").add(name).add("\"><span>").add(content).add("</span>");
  }

  private void pair(String name, String content) {
    add("<dt>").add(name).add("<dd>").add(content);
  }

  private Html add(String part) {
    html.append(part);
    return this;
  }

  private static String pill(String tone, String words) {
    return "<span class=\"pill " + tone + "\">" + text(words) + "</span>";
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString().replace("T", " ").replace("Z", " UTC");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private static String text(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String style() {
    try (InputStream in = Html.class.getResourceAsStream("status.css")) {
      return new String(
          Optional.ofNullable(in)
              .orElseThrow(() -> new IllegalStateException("status.css is missing"))
              .readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("status.css cannot be read from the program", e);
    }
  }
}
