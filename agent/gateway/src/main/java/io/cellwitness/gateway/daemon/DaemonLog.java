package io.cellwitness.gateway.daemon;

import io.cellwitness.api.PackFacts;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.session.CheckListener;
import io.cellwitness.gateway.session.CheckProgress;

/** What the daemon says of one battery: a line when something changes, nothing in between. */
final class DaemonLog implements CheckListener {

  private final Console console;
  private final String pack;
  private String phase = "";

  DaemonLog(Console console, String pack) {
    this.console = console;
    this.pack = pack;
  }

  @Override
  public void identified(VehicleFacts vehicle, PackFacts facts) {
    note("connected, " + vehicle.model().orElse("vehicle not identified"));
  }

  @Override
  public void progress(CheckProgress progress) {
    if (!progress.phase().equals(phase)) {
      phase = progress.phase();
      note(phase);
    }
  }

  @Override
  public void note(String text) {
    console.emit(Console.event("note").put("pack", pack).put("text", text));
    console.say(pack + ": " + text);
  }
}
