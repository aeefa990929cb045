package io.cellwitness.opcua.probe;

import io.cellwitness.opcua.link.UaLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node met on a tour.
 *
 * @param child the node
 * @param parent the node it was met below; empty below the Objects folder
 */
record Spot(UaLink.Child child, Optional<Spot> parent) {

  int depth() {
    return parent.map(p -> p.depth() + 1).orElse(1);
  }

  /** The browse names from below the Objects folder down to this node. */
  List<String> path() {
    List<String> names = new ArrayList<>(parent.map(Spot::path).orElse(List.of()));
    names.add(child.name());
    return names;
  }

  boolean isBelow(String parentName) {
    return parent.isPresent() && parent.get().child().name().equals(parentName);
  }
}
