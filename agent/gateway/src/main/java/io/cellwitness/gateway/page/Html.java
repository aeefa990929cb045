package io.cellwitness.gateway.page;

import io.cellwitness.gateway.daemon.BatteryState;
import io.cellwitness.gateway.daemon.DaemonState;
import io.cellwitness.gateway.session.CheckProgress;
import io.cellwitness.gateway.store.OutboxStatus;
import io.cellwitness.gateway.store.ReportRow;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The page: no script, nothing fetched, every text escaped; it asks for itself again every 5 s. */
final class Html {

  private static final int LAST_REPORTS = 10;

  private static final String STYLE =
      "body{font:16px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem;"
          + "color:#1c2430;background:#f6f7f9}h1{font-size:1.4rem;margin:0}h2{font-size:1.05rem;"
          + "margin:2rem 0 .5rem}p{margin:.3rem 0}table{border-collapse:collapse;width:100%;"
          + "background:#fff}th,td{text-align:left;padding:.45rem .7rem;border-bottom:1px solid"
          + " #dfe3e8;vertical-align:top}th{font-weight:600;color:#4a5566}td.n{text-align:right;"
          + "font-variant-numeric:tabular-nums}.ok,.bad{display:inline-block;padding:.1rem .6rem;"
          + "border-radius:1rem;font-weight:600}.ok{background:#d8f0de;color:#125c2a}.bad"
          + "{background:#fbdcdc;color:#8d1616}code{font-size:.86em;overflow-wrap:anywhere}";

  private Html() {}

  static String page(
      DaemonState.Snapshot now, String trouble, OutboxStatus outbox, List<ReportRow> reports) {
    StringBuilder html = new StringBuilder(4096);
    html.append("<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport")
        .append(" content=\"width=device-width\"><meta http-equiv=refresh content=5>")
        .append("<title>CellWitness ")
        .append(text(now.gateway().name()))
        .append("</title><style>")
        .append(STYLE)
        .append("</style><h1>CellWitness ")
        .append(text(now.gateway().site() + " / " + now.gateway().name()))
        .append("</h1><p>")
        .append(
            trouble.isEmpty()
                ? "<span class=ok>working</span>"
                : "<span class=bad>" + text(trouble) + "</span>")
        .append(" since ")
        .append(text(now.started().wall().truncatedTo(ChronoUnit.SECONDS).toString()));
    batteries(html, now.batteries());
    broker(html, now, outbox);
    reports(html, reports);
    return html.append("</html>\n").toString();
  }

  private static void batteries(StringBuilder html, List<BatteryState.Snapshot> batteries) {
    html.append("<h2>Batteries</h2><table><tr><th>battery<th>now<th>charge<th>capacity so far")
        .append("<th>last message");
    for (BatteryState.Snapshot battery : batteries) {
      html.append("<tr><td>")
          .append(text(battery.pack()))
          .append("<br><code>")
          .append(text(battery.source()))
          .append("</code><td>")
          .append(text(battery.phase()))
          .append(battery.vehicle().map(v -> "<br>" + text(v)).orElse(""))
          .append("<td class=n>")
          .append(battery.progress().map(Html::charge).orElse("&ndash;"))
          .append("<td class=n>")
          .append(battery.progress().map(Html::capacity).orElse("&ndash;"))
          .append("<td>")
          .append(text(battery.note().orElse("")));
    }
    html.append("</table>");
  }

  private static String charge(CheckProgress progress) {
    return progress.socPct().isPresent()
        ? String.format(Locale.ROOT, "%.1f %%", progress.socPct().getAsDouble())
        : "&ndash;";
  }

  private static String capacity(CheckProgress progress) {
    var estimate = progress.estimate();
    if (estimate.capacityAh().isEmpty() || estimate.uncertaintyPct().isEmpty()) {
      return "none yet<br>" + text(estimate.hint());
    }
    double ah = estimate.capacityAh().get();
    return String.format(
        Locale.ROOT, "%.1f ± %.1f Ah", ah, ah * estimate.uncertaintyPct().get() / 100);
  }

  private static void broker(StringBuilder html, DaemonState.Snapshot now, OutboxStatus outbox) {
    html.append("<h2>Broker</h2><p>")
        .append(
            now.uplink()
                .map(
                    u ->
                        u.connected()
                            ? "<span class=ok>connected</span>"
                            : "<span class=bad>not reached</span> " + text(u.trouble().orElse("")))
                .orElse("nothing is published"))
        .append("<p>waiting: ")
        .append(outbox.waitingReports())
        .append(" reports, ")
        .append(outbox.waitingOthers())
        .append(" other messages; refused too often: ")
        .append(outbox.parked())
        .append("; telemetry dropped at the limit: ")
        .append(outbox.evictedMessages());
  }

  private static void reports(StringBuilder html, List<ReportRow> reports) {
    html.append("<h2>Last reports</h2><table><tr><th>no.<th>report<th>signed<th>acknowledged");
    reports.stream()
        .sorted(Comparator.comparingLong(ReportRow::sequence).reversed())
        .limit(LAST_REPORTS)
        .forEach(
            report ->
                html.append("<tr><td class=n>")
                    .append(report.sequence())
                    .append("<td><code>")
                    .append(report.id())
                    .append("</code><td>")
                    .append(report.committedAt().truncatedTo(ChronoUnit.SECONDS))
                    .append("<td>")
                    .append(
                        report
                            .publishedAt()
                            .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString())
                            .orElse("not yet")));
    html.append(reports.isEmpty() ? "<tr><td colspan=4>none yet" : "").append("</table>");
  }

  private static String text(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
