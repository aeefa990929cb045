package io.cellwitness.gateway.daemon;

import io.cellwitness.api.PackFacts;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.session.CheckListener;
import io.cellwitness.gateway.session.CheckProgress;
import java.time.Duration;

/** What the daemon says of one battery: a line when something changes, nothing in between. */
final class DaemonLog implements CheckListener {

  private final Console console;
  private final BatteryState state;
  private final String pack;
  private String phase = "";

  DaemonLog(Console console, BatteryState state) {
    this.console = console;
    this.state = state;
    this.pack = state.now().pack();
  }

  @Override
  public void connecting(String source) {
    state.phase("connecting");
    note("connecting to " + source);
  }

  @Override
  public void identified(VehicleFacts vehicle, PackFacts facts) {
    state.vehicle(vehicle.model());
    note("connected, " + vehicle.model().orElse("vehicle not identified"));
  }

  @Override
  public void progress(CheckProgress progress) {
    state.progress(progress);
    if (!progress.phase().equals(phase)) {
      phase = progress.phase();
      note(phase);
    }
  }

  /** Nothing is done with the battery for a while. */
  void pausing(Duration pause) {
    state.phase("waiting " + pause.toSeconds() + " s");
    phase = "";
  }

  @Override
  public void note(String text) {
    state.note(text);
    console.emit(Console.event("note").put("pack", pack).put("text", text));
    console.say(pack + ": " + text);
  }
}
