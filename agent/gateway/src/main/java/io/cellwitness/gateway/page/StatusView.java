package io.cellwitness.gateway.page;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Version;
import io.cellwitness.gateway.daemon.DaemonState;
import io.cellwitness.gateway.store.Store;

/** What is answered for which path. */
final class StatusView {

  /** The daemon looks around every second; after this long without, something holds it. */
  private static final double FRESH_S = 30;

  private final DaemonState state;
  private final Store store;
  private final TimeSource time;

  StatusView(DaemonState state, Store store, TimeSource time) {
    this.state = state;
    this.store = store;
    this.time = time;
  }

  Answer answer(String path) {
    DaemonState.Snapshot now = state.now();
    return switch (path) {
      case "/" ->
          new Answer(
              Answer.OK,
              "text/html; charset=utf-8",
              Html.page(now, trouble(now), store.outbox().status(), store.reports()));
      case "/healthz" -> health(trouble(now));
      case "/readyz" -> health(now.ready() ? trouble(now) : "not ready yet");
      case "/metrics" ->
          new Answer(
              Answer.OK,
              "application/openmetrics-text; version=1.0.0; charset=utf-8",
              Metrics.text(
                  now,
                  Version.SOFTWARE,
                  time.now().secondsSince(now.started()),
                  store.outbox().status(),
                  store.reports().size()));
      default -> Answer.text(Answer.NOT_FOUND, "there is nothing here\n");
    };
  }

  private static Answer health(String trouble) {
    return trouble.isEmpty()
        ? Answer.text(Answer.OK, "ok\n")
        : Answer.text(Answer.UNAVAILABLE, trouble + "\n");
  }

  /** What is wrong, in one sentence; empty when nothing is. A broker that is away is not. */
  private String trouble(DaemonState.Snapshot now) {
    if (!now.stalled().isEmpty()) {
      return "no progress: " + String.join(", ", now.stalled());
    }
    return now.ready() && time.now().secondsSince(now.at()) > FRESH_S
        ? "the daemon's own loop stands still"
        : "";
  }
}
