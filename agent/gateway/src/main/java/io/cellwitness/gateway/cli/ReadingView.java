package io.cellwitness.gateway.cli;

import io.cellwitness.api.Reading;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Terminal;

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
