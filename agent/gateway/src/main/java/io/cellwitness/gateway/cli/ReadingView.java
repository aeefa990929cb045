package io.cellwitness.gateway.cli;

import io.cellwitness.api.Reading;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Terminal;
import java.util.Map;

/** Shows readings and notes as they come. */
final class ReadingView {

  private final Console console;
  private long shown;

  ReadingView(Console console) {
    this.console = console;
  }

  void note(String text) {
    console.emit(Console.event("note").put("text", text));
    console.row(Terminal.Tone.WARN, "Note", text);
  }

  /** What the source showed of its profile by the end, where that needs saying. */
  void learnt(Map<String, String> learnt) {
    String proof = learnt.getOrDefault(VehicleFacts.PROFILE_PROOF, "");
    if (!proof.isEmpty()) {
      note(
          "the vehicle profile: "
              + proof
              + " (relations: "
              + learnt.getOrDefault(VehicleFacts.PROFILE_RELATIONS, "none named")
              + ")");
    }
  }

  void show(Reading reading) {
    shown++;
    console.emit(
        Values.put(Console.event("reading"), reading.signal(), reading.index(), reading.value())
            .put("at", reading.at().wall().toString())
            .put("source", reading.source()));
    console.say(Values.line(reading.signal(), reading.index(), reading.value()));
  }

  /** How many readings were shown. */
  long shown() {
    return shown;
  }
}
