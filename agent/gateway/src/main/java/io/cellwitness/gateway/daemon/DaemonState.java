package io.cellwitness.gateway.daemon;

import io.cellwitness.api.Stamp;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.mqtt.UplinkStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the daemon is doing, for the status line and the status page. Threads may share it. */
public final class DaemonState {

  /**
   * One moment.
   *
   * @param ready whether configuration and store were good and the loops run
   * @param gateway name and site
   * @param started when the daemon was made
   * @param at when this moment was
   * @param batteries one for each configured source
   * @param uplink the connection to the broker; empty when nothing is published
   * @param stalled names of the loops that have stopped turning
   */
  public record Snapshot(
      boolean ready,
      Settings.Gateway gateway,
      Stamp started,
      Stamp at,
      List<BatteryState.Snapshot> batteries,
      Optional<UplinkStatus> uplink,
      List<String> stalled) {

    /**
     * The state in one line for people.
     *
     * @return without VIN
     */
    public String words() {
      String followed =
          batteries.isEmpty()
              ? "following no battery"
              : batteries.stream()
                  .map(BatteryState.Snapshot::words)
                  .collect(Collectors.joining(", "));
      String broker =
          uplink.map(u -> u.connected() ? "; broker connected" : "; broker not reached").orElse("");
      return followed + broker;
    }
  }

  private volatile Snapshot now;

  DaemonState(Stamp started, Settings.Gateway gateway) {
    now = new Snapshot(false, gateway, started, started, List.of(), Optional.empty(), List.of());
  }

  /**
   * The present moment.
   *
   * @return a snapshot
   */
  public Snapshot now() {
    return now;
  }

  void update(
      Stamp at,
      Settings.Gateway gateway,
      List<BatteryState.Snapshot> batteries,
      Optional<UplinkStatus> uplink,
      List<String> stalled) {
    now =
        new Snapshot(
            true, gateway, now.started(), at, List.copyOf(batteries), uplink, List.copyOf(stalled));
  }
}
