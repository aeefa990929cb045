package io.cellwitness.opcua.milo;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.cellwitness.opcua.config.NodeAddress;
import io.cellwitness.opcua.link.LinkException;
import io.cellwitness.opcua.link.UaLink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseResultMask;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePath;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathResult;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePath;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePathElement;
import org.eclipse.milo.opcua.stack.core.types.structured.ViewDescription;

/** Finds nodes by id and path, and lists what hangs below one. */
final class MiloNodes {

  private static final int MAX_PATHS_PER_REQUEST = 100;

  /** A server may hand out one reference at a time, for ever. */
  private static final int MAX_CONTINUATIONS = 50;

  private final OpcUaClient client;
  private final Namespaces namespaces;
  private final MiloLink.Awaiting link;

  MiloNodes(OpcUaClient client, Namespaces namespaces, MiloLink.Awaiting link) {
    this.client = client;
    this.namespaces = namespaces;
    this.link = link;
  }

  List<Optional<UaLink.Found>> find(List<NodeAddress> addresses)
      throws LinkException, InterruptedException {
    String[] now = client.getNamespaceTable().toArray();
    List<Optional<UaLink.Found>> found = new ArrayList<>();
    List<Integer> asked = new ArrayList<>();
    List<BrowsePath> paths = new ArrayList<>();
    for (NodeAddress address : addresses) {
      found.add(Optional.empty());
      if (address instanceof NodeAddress.Id id) {
        found.set(
            found.size() - 1,
            namespaces.index(id.namespace(), now).map(ns -> new MiloLink.Node(nodeId(ns, id))));
      } else {
        Optional<BrowsePath> path = browsePath((NodeAddress.Path) address, now);
        if (path.isPresent()) {
          asked.add(found.size() - 1);
          paths.add(path.get());
        }
      }
    }
    for (int from = 0; from < paths.size(); from += MAX_PATHS_PER_REQUEST) {
      int to = Math.min(paths.size(), from + MAX_PATHS_PER_REQUEST);
      BrowsePathResult[] results =
          link.await(client.translateBrowsePathsAsync(paths.subList(from, to))).getResults();
      for (int i = from; i < to && results != null && i - from < results.length; i++) {
        found.set(asked.get(i), target(results[i - from]));
      }
    }
    return found;
  }

  private static NodeId nodeId(int namespace, NodeAddress.Id id) {
    return switch (id.type()) {
      case 'i' -> new NodeId(namespace, UInteger.valueOf(Long.parseLong(id.identifier())));
      case 'g' -> new NodeId(namespace, UUID.fromString(id.identifier()));
      case 'b' -> new NodeId(namespace, ByteString.of(Base64.getDecoder().decode(id.identifier())));
      default -> new NodeId(namespace, id.identifier());
    };
  }

  private Optional<BrowsePath> browsePath(NodeAddress.Path path, String[] now) {
    List<RelativePathElement> elements = new ArrayList<>();
    for (NodeAddress.Path.Step step : path.steps()) {
      Optional<Integer> namespace = namespaces.index(step.namespace(), now);
      if (namespace.isEmpty()) {
        return Optional.empty();
      }
      elements.add(
          new RelativePathElement(
              NodeIds.HierarchicalReferences,
              false,
              true,
              new QualifiedName(namespace.get(), step.name())));
    }
    return Optional.of(
        new BrowsePath(
            NodeIds.ObjectsFolder, new RelativePath(elements.toArray(new RelativePathElement[0]))));
  }

  private Optional<UaLink.Found> target(BrowsePathResult result) {
    if (!result.getStatusCode().isGood()
        || result.getTargets() == null
        || result.getTargets().length != 1) {
      // Two targets mean that the path does not say which is meant.
      return Optional.empty();
    }
    return local(result.getTargets()[0].getTargetId()).map(MiloLink.Node::new);
  }

  /** A property of a node, by its name in namespace 0. */
  Optional<NodeId> property(NodeId node, String name) throws LinkException, InterruptedException {
    RelativePathElement step =
        new RelativePathElement(NodeIds.HasProperty, false, true, new QualifiedName(0, name));
    BrowsePath path = new BrowsePath(node, new RelativePath(new RelativePathElement[] {step}));
    BrowsePathResult[] results =
        link.await(client.translateBrowsePathsAsync(List.of(path))).getResults();
    return results == null || results.length != 1
        ? Optional.empty()
        : target(results[0]).map(found -> ((MiloLink.Node) found).id());
  }

  private Optional<NodeId> local(ExpandedNodeId id) {
    return id == null ? Optional.empty() : id.toNodeId(client.getNamespaceTable());
  }

  List<UaLink.Child> children(Optional<NodeId> parent, int most, BooleanSupplier enough)
      throws LinkException, InterruptedException {
    BrowseDescription question =
        new BrowseDescription(
            parent.orElse(NodeIds.ObjectsFolder),
            BrowseDirection.Forward,
            NodeIds.HierarchicalReferences,
            true,
            uint(NodeClass.Object.getValue() | NodeClass.Variable.getValue()),
            uint(BrowseResultMask.All.getValue()));
    ViewDescription whole = new ViewDescription(NodeId.NULL_VALUE, DateTime.MIN_VALUE, uint(0));
    BrowseResult[] first =
        link.await(client.browseAsync(whole, uint(most), List.of(question))).getResults();
    List<UaLink.Child> children = new ArrayList<>();
    ByteString more = collect(first, children, most);
    for (int i = 0;
        more != null && children.size() < most && i < MAX_CONTINUATIONS && !enough.getAsBoolean();
        i++) {
      more =
          collect(
              link.await(client.browseNextAsync(false, List.of(more))).getResults(),
              children,
              most);
    }
    if (more != null) {
      link.await(client.browseNextAsync(true, List.of(more)));
    }
    return children;
  }

  /** Adds what came and says whether there is more. */
  private ByteString collect(BrowseResult[] results, List<UaLink.Child> children, int most) {
    if (results == null || results.length != 1 || !results[0].getStatusCode().isGood()) {
      return null;
    }
    ReferenceDescription[] references = results[0].getReferences();
    for (ReferenceDescription r : references == null ? new ReferenceDescription[0] : references) {
      if (children.size() < most && r.getBrowseName() != null && r.getBrowseName().name() != null) {
        local(r.getNodeId()).ifPresent(id -> children.add(child(id, r)));
      }
    }
    ByteString more = results[0].getContinuationPoint();
    return more == null || more.isNullOrEmpty() ? null : more;
  }

  private UaLink.Child child(NodeId id, ReferenceDescription reference) {
    return new UaLink.Child(
        new MiloLink.Node(id),
        address(id),
        uri(reference.getBrowseName().namespaceIndex().intValue()),
        reference.getBrowseName().name(),
        reference.getNodeClass() == NodeClass.Variable);
  }

  private String address(NodeId id) {
    int namespace = id.getNamespaceIndex().intValue();
    String text = id.toParseableString();
    return namespace == 0 ? text : "nsu=" + uri(namespace) + text.substring(text.indexOf(';'));
  }

  private String uri(int namespace) {
    String[] now = client.getNamespaceTable().toArray();
    return namespace < now.length && now[namespace] != null
        ? Arrays.asList(now).get(namespace)
        : "";
  }
}
