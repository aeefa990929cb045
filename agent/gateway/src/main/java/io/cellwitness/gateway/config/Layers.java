package io.cellwitness.gateway.config;

import io.cellwitness.gateway.config.Node.Entry;
import io.cellwitness.gateway.config.Node.Kind;
import io.cellwitness.gateway.config.Node.Mapping;
import io.cellwitness.gateway.config.Node.Scalar;
import io.cellwitness.gateway.config.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lays one file over another: a later value replaces an earlier one, lists are joined. */
final class Layers {

  private Layers() {}

  static Mapping lay(Mapping lower, Mapping upper) {
    Map<String, Entry> merged = new LinkedHashMap<>(lower.entries());
    upper.entries().forEach((name, entry) -> merged.merge(name, entry, Layers::lay));
    return new Mapping(lower.origin(), merged);
  }

  private static Entry lay(Entry lower, Entry upper) {
    if (lower.value() instanceof Mapping a && upper.value() instanceof Mapping b) {
      return new Entry(lower.origin(), lay(a, b));
    }
    if (lower.value() instanceof Sequence a && upper.value() instanceof Sequence b) {
      List<Node> items = new ArrayList<>(a.items());
      items.addAll(b.items());
      return new Entry(lower.origin(), new Sequence(a.origin(), items));
    }
    // A section or list whose lines are all commented out says nothing.
    boolean saysNothing = upper.value() instanceof Scalar s && s.kind() == Kind.NOTHING;
    return saysNothing && !(lower.value() instanceof Scalar) ? lower : upper;
  }
}
