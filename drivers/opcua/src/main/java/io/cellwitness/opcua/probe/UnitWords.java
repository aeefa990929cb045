package io.cellwitness.opcua.probe;

import io.cellwitness.api.Signal;
import io.cellwitness.opcua.config.Unit;
import java.util.Map;
import java.util.Optional;

/** Units as servers show them to people, in the words of a source file. */
final class UnitWords {

  private static final Map<String, String> OTHER_WORDS =
      Map.ofEntries(
          Map.entry("\u00b0C", "degC"),
          Map.entry("\u2103", "degC"),
          Map.entry("Cel", "degC"),
          Map.entry("\u00b0F", "degF"),
          Map.entry("k\u03a9", "kOhm"),
          Map.entry("k\u2126", "kOhm"),
          Map.entry("M\u03a9", "MOhm"),
          Map.entry("M\u2126", "MOhm"),
          Map.entry("\u03a9", "Ohm"),
          Map.entry("\u2126", "Ohm"),
          Map.entry("percent", "%"),
          Map.entry("Volt", "V"),
          Map.entry("Ampere", "A"),
          Map.entry("A\u00b7h", "Ah"),
          Map.entry("mA\u00b7h", "mAh"),
          Map.entry("kW\u00b7h", "kWh"),
          Map.entry("W\u00b7h", "Wh"));

  private UnitWords() {}

  /** The unit, if it fits the signal. */
  static Optional<Unit> of(String shown, Signal signal) {
    String word = shown.strip();
    return Unit.find(OTHER_WORDS.getOrDefault(word, word))
        .filter(unit -> unit.signalUnit().equals(signal.unit()));
  }
}
