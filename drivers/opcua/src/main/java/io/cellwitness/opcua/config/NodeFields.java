package io.cellwitness.opcua.config;

import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the entries of {@code nodes} in a source file. */
final class NodeFields {

  /** Every place of a signal that is already fed, as {@code name#index}. */
  private final Set<String> taken = new HashSet<>();

  Optional<NodeMapping> mapping(Fields f) {
    Optional<Signal> signal = signal(f);
    Optional<NodeAddress> address = address(f);
    Optional<IndexRange> range =
        f.word("indexRange", IndexRange::parse, "an index or FIRST:LAST, counted from 0");
    double scale = f.number("scale", -1e12, 1e12).orElse(1.0);
    if (scale == 0) {
      f.problem("scale", "must not be 0");
    }
    double offset = f.number("offset", -1e12, 1e12).orElse(0.0);
    int sign = f.integer("sign", -1, 1).orElse(1);
    if (sign == 0) {
      f.problem("sign", "must be 1 or -1: current is positive INTO the battery");
    }
    Optional<String> unitName = f.text("unit");
    int firstIndex = f.integer("firstIndex", 1, 100_000).orElse(1);
    double[] plausible = plausible(f);
    Optional<Duration> interval =
        f.integer("intervalMillis", 50, 3_600_000).map(Duration::ofMillis);
    if (signal.isEmpty() || address.isEmpty() || scale == 0 || sign == 0) {
      return Optional.empty();
    }
    Optional<Unit> unit = unit(f, signal.get(), unitName);
    if (unit.isEmpty() || !fitsIndex(f, signal.get(), range, firstIndex)) {
      return Optional.empty();
    }
    PlausibleRange usual = PlausibleRange.of(signal.get());
    return Optional.of(
        new NodeMapping(
            signal.get(),
            address.get(),
            range,
            NodeMapping.indexed(signal.get()) ? firstIndex : 0,
            new NodeMapping.Conversion(scale, offset, unit.get(), sign),
            plausible.length == 2 ? plausible[0] : usual.lowest(),
            plausible.length == 2 ? plausible[1] : usual.highest(),
            interval));
  }

  private static Optional<Signal> signal(Fields f) {
    String name = f.requiredText("signal");
    Optional<Signal> signal = Signals.find(name);
    if (signal.isEmpty() && !name.isEmpty()) {
      f.problem("signal", "is '" + name + "', which is no signal CellWitness knows");
    }
    return signal;
  }

  private static Optional<NodeAddress> address(Fields f) {
    if (f.has("node") == f.has("path")) {
      f.problem("", "needs either \"node\" or \"path\"");
      return Optional.empty();
    }
    if (f.has("node")) {
      return f.word(
          "node",
          text -> NodeAddress.Id.parse(text).map(NodeAddress.class::cast),
          "ns=2;s=NAME, nsu=URI;i=17, ns=2;g=GUID, ns=2;b=BASE64");
    }
    List<JsonNode> steps = f.list("path", NodeAddress.Path.MAX_STEPS);
    Optional<NodeAddress> path =
        steps.stream().allMatch(JsonNode::isString)
            ? NodeAddress.Path.parse(steps.stream().map(JsonNode::stringValue).toList())
                .map(NodeAddress.class::cast)
            : Optional.empty();
    if (path.isEmpty()) {
      f.problem(
          "path", "must list names below the Objects folder, such as [\"2:Pack\", \"2:Voltage\"]");
    }
    return path;
  }

  private static Optional<Unit> unit(Fields f, Signal signal, Optional<String> name) {
    if (name.isEmpty() && !signal.unit().isEmpty()) {
      f.problem("", "lacks \"unit\"; use one of " + Unit.fitting(signal.unit()));
      return Optional.empty();
    }
    Optional<Unit> unit =
        Unit.find(name.orElse("")).filter(u -> u.signalUnit().equals(signal.unit()));
    if (unit.isEmpty()) {
      f.problem(
          "unit",
          "is '"
              + name.orElse("")
              + "', which does not fit "
              + signal.name()
              + (signal.unit().isEmpty()
                  ? ": it has none"
                  : "; use one of " + Unit.fitting(signal.unit())));
    }
    return unit;
  }

  private boolean fitsIndex(Fields f, Signal signal, Optional<IndexRange> range, int firstIndex) {
    if (!NodeMapping.indexed(signal)) {
      if (range.isPresent() && range.get().size() > 1) {
        f.problem("indexRange", "must be one element: " + signal.name() + " has a single value");
        return false;
      }
      return claim(f, signal, 0);
    }
    // Without a range the length is known only when the server answers.
    int size = range.map(IndexRange::size).orElse(1);
    for (int i = 0; i < size; i++) {
      if (!claim(f, signal, firstIndex + i)) {
        return false;
      }
    }
    return true;
  }

  private boolean claim(Fields f, Signal signal, int index) {
    boolean free = taken.add(signal.name() + "#" + index);
    if (!free) {
      f.problem(
          "signal",
          "is fed twice: " + signal.name() + (index > 0 ? " " + index : "") + " has another node");
    }
    return free;
  }

  private static double[] plausible(Fields f) {
    if (!f.has("range")) {
      return new double[0];
    }
    List<JsonNode> ends = f.list("range", 2);
    if (ends.size() != 2
        || !ends.get(0).isNumber()
        || !ends.get(1).isNumber()
        || ends.get(0).doubleValue() >= ends.get(1).doubleValue()) {
      f.problem("range", "must be [lowest, highest] in the signal's unit");
      return new double[0];
    }
    return new double[] {ends.get(0).doubleValue(), ends.get(1).doubleValue()};
  }
}
