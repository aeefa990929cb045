package io.cellwitness.opcua.milo;

import io.cellwitness.opcua.config.NodeAddress;
import io.cellwitness.opcua.link.LinkEvent;
import io.cellwitness.opcua.link.LinkException;
import io.cellwitness.opcua.link.ServerFacts;
import io.cellwitness.opcua.link.UaLink;
import io.cellwitness.opcua.link.UaValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/** A session held by Milo. */
final class MiloLink implements UaLink {

  /** Nodes a request, where the server names no lower limit of its own. */
  private static final int MAX_NODES_PER_READ = 500;

  private static final long CLOSE_MILLIS = 2000;

  private static final UaValue OVERSIZED =
      new UaValue(
          StatusCodes.Bad_ResponseTooLarge,
          new UaValue.Content.Unreadable("more than is read"),
          Optional.empty(),
          Optional.empty());

  private final OpcUaClient client;
  private final ServerFacts server;
  private final MiloNodes nodes;
  private final MiloSubscription subscription;
  private final Duration within;
  private final int nodesPerRead;
  private final Set<Wanted> tooLarge = new HashSet<>();

  MiloLink(OpcUaClient client, ServerFacts server, Namespaces namespaces, Duration within)
      throws LinkException, InterruptedException {
    this.client = client;
    this.server = server;
    this.within = within;
    this.nodes = new MiloNodes(client, namespaces, this::await);
    this.subscription = new MiloSubscription(client, this::await);
    this.nodesPerRead = nodesPerRead();
  }

  record Node(NodeId id) implements Found {}

  private int nodesPerRead() throws LinkException, InterruptedException {
    NodeId limit = NodeIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerRead;
    ReadResponse response = request(List.of(valueOf(limit, null)));
    Object value = values(response, 1).get(0).value().value();
    long allowed = value instanceof Number number ? number.longValue() : 0;
    return allowed > 0 ? (int) Math.min(allowed, MAX_NODES_PER_READ) : MAX_NODES_PER_READ;
  }

  @Override
  public ServerFacts server() {
    return server;
  }

  @Override
  public List<Optional<Found>> find(List<NodeAddress> addresses)
      throws LinkException, InterruptedException {
    return nodes.find(addresses);
  }

  @Override
  public List<Child> children(Optional<Found> parent, int most, BooleanSupplier enough)
      throws LinkException, InterruptedException {
    return nodes.children(parent.map(p -> ((Node) p).id()), most, enough);
  }

  @Override
  public Answer read(List<Wanted> wanted) throws LinkException, InterruptedException {
    UaValue[] all = new UaValue[wanted.size()];
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < all.length; i++) {
      if (tooLarge.contains(wanted.get(i))) {
        all[i] = OVERSIZED;
      } else {
        open.add(i);
      }
    }
    Optional<Instant> answered = Optional.empty();
    for (int from = 0; from < open.size(); ) {
      int to = Math.min(open.size(), from + nodesPerRead);
      Optional<Instant> part = read(wanted, open.subList(from, to), all);
      answered = part.isPresent() ? part : answered;
      from = to;
    }
    return new Answer(List.of(all), answered);
  }

  /** Reads some of the wanted nodes; where their answer is too large, in halves. */
  private Optional<Instant> read(List<Wanted> wanted, List<Integer> places, UaValue[] all)
      throws LinkException, InterruptedException {
    try {
      ReadResponse response =
          request(places.stream().map(place -> question(wanted.get(place))).toList());
      List<DataValue> values = values(response, places.size());
      for (int i = 0; i < values.size(); i++) {
        all[places.get(i)] = MiloValues.of(values.get(i));
      }
      return MiloValues.instant(response.getResponseHeader().getTimestamp());
    } catch (LinkException e) {
      if (!Faults.mayLieInOneNode(e)) {
        throw e;
      }
      if (places.size() == 1) {
        all[places.get(0)] = leaveOut(wanted.get(places.get(0)), e);
        return Optional.empty();
      }
      int half = places.size() / 2;
      Optional<Instant> first = read(wanted, places.subList(0, half), all);
      Optional<Instant> second = read(wanted, places.subList(half, places.size()), all);
      return second.isPresent() ? second : first;
    }
  }

  /** The value of a node whose answer breaks every answer it is part of. */
  private UaValue leaveOut(Wanted node, LinkException failure) {
    if (Faults.isTooLarge(failure)) {
      // Asked again it would only break the connection again.
      tooLarge.add(node);
      return OVERSIZED;
    }
    return new UaValue(
        StatusCodes.Bad_InternalError,
        new UaValue.Content.Unreadable("nothing"),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public Optional<String> unit(Found variable) throws LinkException, InterruptedException {
    Optional<NodeId> property = nodes.property(((Node) variable).id(), "EngineeringUnits");
    if (property.isEmpty()) {
      return Optional.empty();
    }
    Object value =
        values(request(List.of(valueOf(property.get(), null))), 1).get(0).value().value();
    try {
      return value instanceof ExtensionObject encoded
              && encoded.decode(client.getStaticEncodingContext()) instanceof EUInformation unit
              && unit.getDisplayName() != null
          ? Optional.ofNullable(unit.getDisplayName().text())
          : Optional.empty();
    } catch (UaSerializationException e) {
      // A broken unit is no unit.
      return Optional.empty();
    }
  }

  static ReadValueId question(Wanted wanted) {
    return valueOf(((Node) wanted.node()).id(), wanted.range().map(Object::toString).orElse(null));
  }

  private static ReadValueId valueOf(NodeId node, String range) {
    return new ReadValueId(node, AttributeId.Value.uid(), range, QualifiedName.NULL_VALUE);
  }

  private ReadResponse request(List<ReadValueId> questions)
      throws LinkException, InterruptedException {
    return await(client.readAsync(0.0, TimestampsToReturn.Both, questions));
  }

  private List<DataValue> values(ReadResponse response, int expected) throws LinkException {
    DataValue[] results = response.getResults();
    if (results == null || results.length != expected) {
      throw new LinkException(
          LinkException.Kind.UNREACHABLE,
          "the OPC UA server "
              + server.endpoint()
              + " answered "
              + (results == null ? 0 : results.length)
              + " values to "
              + expected
              + " questions; it is broken",
          null);
    }
    return List.of(results);
  }

  @Override
  public void subscribe(List<Subscribed> wanted, Consumer<LinkEvent> events)
      throws LinkException, InterruptedException {
    subscription.start(wanted, events);
  }

  private <T> T await(CompletableFuture<T> future) throws LinkException, InterruptedException {
    return Faults.await(future, within, server.endpoint());
  }

  /** A bounded wait for one of Milo's futures. */
  interface Awaiting {
    <T> T await(CompletableFuture<T> future) throws LinkException, InterruptedException;
  }

  @Override
  public void close() {
    subscription.silence();
    CompletableFuture<?> gone = client.disconnectAsync();
    try {
      gone.get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // The server does not say goodbye: the client gives up by itself after its request time-out.
      gone.cancel(false);
    }
  }
}
