package io.cellwitness.can.importer;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.can.importer.DbcFile.Message;
import io.cellwitness.can.importer.DbcFile.Selection;
import io.cellwitness.can.importer.DbcFile.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads DBC files: frames that are broadcast, to be listened to only. Each signal keeps its name
 * behind {@code X-}; a minimum and maximum that are equal say nothing, and what the bits can hold
 * is the range then.
 */
final class DbcImporter implements Importer {

  private static final int MOST_BITS = 53;
  private static final int LONGEST_FRAME = 8;
  private static final int MOST_SELECTORS = 256;
  private static final int DEEPEST_SELECTION = 8;

  private final Draft draft;

  DbcImporter(String id) {
    this.draft = new Draft(id, "DBC", "DBC file, unverified");
  }

  @Override
  public void add(String file, byte[] bytes) throws DriverException {
    DbcFile dbc = DbcFile.read(file, bytes);
    if (dbc.messages.isEmpty()) {
      throw new DriverException(Kind.BAD_DATA, file + " has no BO_ message, so it is no DBC file");
    }
    dbc.problems.forEach(draft::leaveOut);
    for (Message message : dbc.messages) {
      if (message.length() > LONGEST_FRAME) {
        draft.leaveOut(
            message.name() + " has " + message.length() + " bytes; only classical CAN is read");
      } else if (!message.extended() && message.id() > 0x7FF) {
        draft.leaveOut(message.name() + " has no identifier of 11 bits");
      } else {
        message(dbc, message);
      }
    }
  }

  @Override
  public List<String> leftOut() {
    return draft.leftOut();
  }

  @Override
  public Imported finish() throws DriverException {
    if (draft.isEmpty()) {
      throw new DriverException(Kind.BAD_DATA, "no signal of the DBC file can be read");
    }
    return draft.finish();
  }

  /** One layout for each set of conditions; signals that are always there come first. */
  private void message(DbcFile dbc, Message message) {
    Map<String, ArrayNode> layouts = new LinkedHashMap<>();
    for (Signal signal : message.signals()) {
      String name = message.name() + "." + signal.name();
      Optional<String> objection = objection(dbc, message, signal);
      if (objection.isPresent()) {
        draft.leaveOut(name + " " + objection.get());
        continue;
      }
      Optional<List<Choice>> choices = choices(dbc, message, signal);
      if (choices.isEmpty()) {
        draft.leaveOut(name + " depends on a signal that cannot be told");
        continue;
      }
      ArrayNode signals =
          layouts.computeIfAbsent(choices.get().toString(), key -> layout(message, choices.get()));
      signal(dbc, message, signal, signals.addObject());
    }
  }

  private static Optional<String> objection(DbcFile dbc, Message message, Signal signal) {
    if (dbc.isFloating(message, signal)) {
      return Optional.of("is a floating-point number (SIG_VALTYPE_), which is not read");
    }
    if (signal.bits() < 1 || signal.bits() > MOST_BITS) {
      return Optional.of("has " + signal.bits() + " bits; 1 to " + MOST_BITS + " can be read");
    }
    int order = signal.little() ? signal.start() : signal.start() / 8 * 8 + 7 - signal.start() % 8;
    if (order + signal.bits() > 8 * LONGEST_FRAME) {
      return Optional.of("does not lie within the frame");
    }
    if (signal.factor() == 0 || !Double.isFinite(signal.factor() * 0x1p53 + signal.offset())) {
      return Optional.of("has a factor that gives no number");
    }
    return Optional.empty();
  }

  /** A multiplexor and the numbers it must have. */
  private record Choice(Signal multiplexor, List<Long> values) {}

  /** Every condition of a signal, its multiplexors' own included; empty when one is not there. */
  private static Optional<List<Choice>> choices(DbcFile dbc, Message message, Signal signal) {
    List<Choice> choices = new ArrayList<>();
    Signal inner = signal;
    for (int depth = 0; inner.selector() >= 0; depth++) {
      Signal dependent = inner;
      Selection selection = dbc.selectionOf(message, dependent);
      List<Long> values =
          selection == null ? List.of(dependent.selector()) : expanded(selection.ranges());
      Optional<Signal> outer =
          message.signals().stream()
              .filter(s -> s.multiplexor() && s != dependent)
              .filter(
                  s ->
                      selection == null
                          ? s.selector() < 0
                          : s.name().equals(selection.multiplexor()))
              .findFirst();
      if (outer.isEmpty()
          || objection(dbc, message, outer.get()).isPresent()
          || values.isEmpty()
          || depth >= DEEPEST_SELECTION) {
        return Optional.empty();
      }
      choices.add(0, new Choice(outer.get(), values));
      inner = outer.get();
    }
    return Optional.of(choices);
  }

  private static List<Long> expanded(List<long[]> ranges) {
    List<Long> values = new ArrayList<>();
    for (long[] range : ranges) {
      for (long value = range[0]; value <= range[1]; value++) {
        values.add(value);
        if (values.size() > MOST_SELECTORS) {
          return List.of();
        }
      }
    }
    return values;
  }

  private ArrayNode layout(Message message, List<Choice> choices) {
    ObjectNode broadcast = draft.broadcast(message.id(), message.extended());
    if (!choices.isEmpty()) {
      ArrayNode when = broadcast.putArray("when");
      for (Choice choice : choices) {
        ObjectNode condition = when.addObject();
        place(choice.multiplexor(), condition);
        choice.values().forEach(condition.putArray("values")::add);
      }
    }
    return broadcast.putArray("signals");
  }

  private static void place(Signal signal, ObjectNode node) {
    node.put("start", signal.start()).put("bits", signal.bits());
    node.put("order", signal.little() ? "little" : "big");
  }

  private void signal(DbcFile dbc, Message message, Signal signal, ObjectNode node) {
    Map<Long, String> words = dbc.wordsOf(message, signal);
    node.put("signal", "X-" + signal.name());
    place(signal, node);
    if (signal.signed()) {
      node.put("signed", true);
    }
    if (isState(signal, words)) {
      ObjectNode table = node.putObject("words");
      words.forEach((raw, word) -> table.put(Long.toString(raw), word.isBlank() ? "?" : word));
    } else {
      number(signal, words, node);
    }
    draft.evidence(node);
  }

  /** A table that names single numbers of a quantity only marks those that are no values. */
  private static boolean isState(Signal signal, Map<Long, String> words) {
    boolean plain = signal.factor() == 1 && signal.offset() == 0;
    return plain && !words.isEmpty() && (words.size() > 2 || signal.bits() <= 2);
  }

  private static void number(Signal signal, Map<Long, String> words, ObjectNode node) {
    String unit = Units.of(signal.unit());
    if (!unit.isEmpty()) {
      node.put("unit", unit);
    }
    node.put("multiply", signal.factor()).put("add", signal.offset());
    double low = signal.lowest();
    double high = signal.highest();
    if (low >= high || !Double.isFinite(high - low)) {
      long all = (1L << signal.bits()) - 1;
      long least = signal.signed() ? -(all >> 1) - 1 : 0;
      double one = least * signal.factor() + signal.offset();
      double other = (least + all) * signal.factor() + signal.offset();
      low = Math.min(one, other);
      high = Math.max(one, other);
    }
    node.putArray("range").add(low).add(high);
    List<Long> invalid =
        words.entrySet().stream()
            .filter(e -> saysNothing(e.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (!invalid.isEmpty()) {
      invalid.forEach(node.putArray("invalid")::add);
    }
  }

  private static boolean saysNothing(String word) {
    String plain = word.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    return plain.matches("sna|na|invalid|error|fault|unknown|notavailable|signalnotavailable|init")
        || plain.endsWith("sna")
        || plain.contains("notavailable")
        || plain.contains("invalid");
  }
}
