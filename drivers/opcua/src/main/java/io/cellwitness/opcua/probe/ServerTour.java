package io.cellwitness.opcua.probe;

import io.cellwitness.opcua.config.NodeAddress;
import io.cellwitness.opcua.link.LinkException;
import io.cellwitness.opcua.link.UaLink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Walks a server's address space breadth first, so that a deep or endless corner does not hide what
 * lies near the top. Bounded in nodes, depth and time, whatever the server answers.
 *
 * @param variables what has a value
 * @param complete whether everything was seen
 */
record ServerTour(List<Spot> variables, boolean complete) {

  private static final int MAX_NODES = 5000;
  private static final int MAX_CHILDREN = 1000;
  private static final int MAX_DEPTH = 10;

  /** The namespace of the specification itself: the server's own diagnostics live there. */
  private static final String OPC_UA = "http://opcfoundation.org/UA/";

  static ServerTour walk(UaLink link, Deadline deadline)
      throws LinkException, InterruptedException {
    Queue<Optional<Spot>> open = new ArrayDeque<>();
    open.add(Optional.empty());
    Set<String> seen = new HashSet<>();
    List<Spot> variables = new ArrayList<>();
    boolean complete = true;
    while (!open.isEmpty()) {
      if (seen.size() >= MAX_NODES || deadline.passed()) {
        return new ServerTour(variables, false);
      }
      Optional<Spot> parent = open.remove();
      List<UaLink.Child> children =
          link.children(parent.map(p -> p.child().node()), MAX_CHILDREN, deadline::passed);
      complete &= children.size() < MAX_CHILDREN && !deadline.passed();
      for (UaLink.Child child : children) {
        Spot spot = new Spot(child, parent);
        if (seen.size() >= MAX_NODES || ownBusiness(spot) || !seen.add(child.address())) {
          continue;
        }
        if (NodeAddress.Id.parse(child.address()).isEmpty()) {
          // A namespace without URI, say: no source file could name it.
          complete = false;
          continue;
        }
        if (child.variable()) {
          variables.add(spot);
        } else if (spot.depth() < MAX_DEPTH) {
          open.add(Optional.of(spot));
        } else {
          complete = false;
        }
      }
    }
    return new ServerTour(variables, complete);
  }

  private static boolean ownBusiness(Spot spot) {
    return spot.parent().isEmpty() && spot.child().namespaceUri().equals(OPC_UA);
  }
}
