package io.cellwitness.gateway.page;

import io.cellwitness.gateway.daemon.BatteryState;
import io.cellwitness.gateway.daemon.DaemonState;
import io.cellwitness.gateway.store.OutboxStatus;
import java.util.Locale;

/** The state in the OpenMetrics text format, version 1.0.0. */
final class Metrics {

  private final StringBuilder text = new StringBuilder();

  private Metrics() {}

  static String text(
      DaemonState.Snapshot now, String version, double uptimeS, OutboxStatus outbox, long reports) {
    Metrics m = new Metrics();
    m.family("cellwitness_build", "info", "", "The running version.");
    m.sample("cellwitness_build_info{version=\"" + label(version) + "\"}", 1);
    m.family("cellwitness_uptime_seconds", "gauge", "seconds", "Time since the start.");
    m.sample("cellwitness_uptime_seconds", uptimeS);
    m.family("cellwitness_stalled_loops", "gauge", "", "Loops that make no progress.");
    m.sample("cellwitness_stalled_loops", now.stalled().size());
    m.family("cellwitness_reports", "gauge", "", "Reports in the store.");
    m.sample("cellwitness_reports", reports);
    m.family(
        "cellwitness_outbox_messages", "gauge", "", "Messages the broker has not acknowledged.");
    m.sample("cellwitness_outbox_messages{kind=\"report\"}", outbox.waitingReports());
    m.sample("cellwitness_outbox_messages{kind=\"other\"}", outbox.waitingOthers());
    m.sample("cellwitness_outbox_messages{kind=\"parked\"}", outbox.parked());
    m.family("cellwitness_outbox_bytes", "gauge", "bytes", "Bytes of the messages that wait.");
    m.sample("cellwitness_outbox_bytes", outbox.bytes());
    m.family("cellwitness_evicted_messages", "counter", "", "Telemetry dropped at the limit.");
    m.sample("cellwitness_evicted_messages_total", outbox.evictedMessages());
    m.family("cellwitness_evicted_bytes", "counter", "bytes", "Bytes of that telemetry.");
    m.sample("cellwitness_evicted_bytes_total", outbox.evictedBytes());
    now.uplink()
        .ifPresent(
            uplink -> {
              m.family("cellwitness_broker_connected", "gauge", "", "1 while connected.");
              m.sample("cellwitness_broker_connected", uplink.connected() ? 1 : 0);
              m.family(
                  "cellwitness_delivered_messages", "counter", "", "Acknowledged since the start.");
              m.sample("cellwitness_delivered_messages_total", uplink.delivered());
              m.family(
                  "cellwitness_refused_messages",
                  "counter",
                  "",
                  "Refused by the broker since then.");
              m.sample("cellwitness_refused_messages_total", uplink.refused());
              m.family(
                  "cellwitness_broker_connections", "counter", "", "Connections made since then.");
              m.sample("cellwitness_broker_connections_total", uplink.connections());
            });
    m.family("cellwitness_battery_readings", "gauge", "", "Readings of the present session.");
    for (BatteryState.Snapshot battery : now.batteries()) {
      m.battery(
          "cellwitness_battery_readings",
          battery,
          battery.progress().map(p -> (double) p.readings()).orElse(0.0));
    }
    m.family("cellwitness_battery_soc_percent", "gauge", "percent", "State of charge, BMS scale.");
    for (BatteryState.Snapshot battery : now.batteries()) {
      battery
          .progress()
          .filter(p -> p.socPct().isPresent())
          .ifPresent(
              p -> m.battery("cellwitness_battery_soc_percent", battery, p.socPct().getAsDouble()));
    }
    return m.text.append("# EOF\n").toString();
  }

  private void battery(String name, BatteryState.Snapshot battery, double value) {
    sample(name + "{pack=\"" + label(battery.pack()) + "\"}", value);
  }

  private void family(String name, String type, String unit, String help) {
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    if (!unit.isEmpty()) {
      text.append("# UNIT ").append(name).append(' ').append(unit).append('\n');
    }
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
  }

  private void sample(String name, double value) {
    String number =
        value == Math.rint(value)
            ? Long.toString(Math.round(value))
            : String.format(Locale.ROOT, "%.3f", value);
    text.append(name).append(' ').append(number).append('\n');
  }

  private static String label(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
