package io.cellwitness.opcua;

import io.cellwitness.opcua.config.NodeAddress;
import io.cellwitness.opcua.config.OpcUaSource;
import io.cellwitness.opcua.link.EndpointFacts;
import io.cellwitness.opcua.link.LinkEvent;
import io.cellwitness.opcua.link.LinkException;
import io.cellwitness.opcua.link.ServerFacts;
import io.cellwitness.opcua.link.UaLink;
import io.cellwitness.opcua.link.UaLinks;
import io.cellwitness.opcua.link.UaValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** A server without network: every node exists and has the value 1, and it can be made to fail. */
public class FakeLink implements UaLink, UaLinks {

  /** Failures of {@link #read} and {@link #open} to come, the next one first. */
  public final Queue<LinkException> readFails = new ArrayDeque<>();

  public final Queue<LinkException> openFails = new ArrayDeque<>();

  /** When {@link #open} was called. */
  public final List<Duration> opened = new ArrayList<>();

  /** How long ago values were sampled. */
  public Duration age = Duration.ZERO;

  public Consumer<LinkEvent> events = event -> {};
  public Function<List<Wanted>, Answer> answer =
      wanted -> new Answer(wanted.stream().map(w -> value()).toList(), Optional.of(now()));
  public Optional<String> shown = Optional.of("V");
  public int units;

  /** What each question about nodes takes. */
  public Duration slowness = Duration.ZERO;

  protected final FakeTime time;

  public FakeLink(FakeTime time) {
    this.time = time;
  }

  /** A node by its address. */
  public record Node(String address) implements Found {}

  public static LinkException failure(LinkException.Kind kind, String sentence) {
    return new LinkException(kind, sentence, null);
  }

  @Override
  public UaLink open(OpcUaSource source) throws LinkException {
    opened.add(time.passed());
    if (!openFails.isEmpty()) {
      throw openFails.remove();
    }
    return this;
  }

  @Override
  public List<EndpointFacts> endpoints(String url) {
    return List.of();
  }

  @Override
  public ServerFacts server() {
    return new ServerFacts(
        "urn:fake", "Fake", "opc.tcp://fake:1", "None", "None", Optional.empty());
  }

  @Override
  public List<Optional<Found>> find(List<NodeAddress> addresses) {
    return addresses.stream().map(a -> Optional.<Found>of(new Node(a.text()))).toList();
  }

  @Override
  public Answer read(List<Wanted> wanted) throws LinkException {
    if (!readFails.isEmpty()) {
      throw readFails.remove();
    }
    return answer.apply(wanted);
  }

  public UaValue value() {
    return new UaValue(
        0, new UaValue.Content.Scalar(1), Optional.of(now().minus(age)), Optional.of(now()));
  }

  private Instant now() {
    return time.now().wall();
  }

  @Override
  public void subscribe(List<Subscribed> wanted, Consumer<LinkEvent> sink) {
    events = sink;
  }

  @Override
  public List<Child> children(Optional<Found> parent, int most, BooleanSupplier enough) {
    return List.of();
  }

  @Override
  public Optional<String> unit(Found variable) {
    units++;
    time.sleep(slowness);
    return shown;
  }

  @Override
  public void close() {}
}
