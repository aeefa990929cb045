package io.cellwitness.opcua.link;

import io.cellwitness.opcua.config.IndexRange;
import io.cellwitness.opcua.config.NodeAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One session with one server. It never mends itself: after a {@link LinkException} it is closed
 * and another is made. Every question to the server has the link's time limit.
 */
public interface UaLink extends AutoCloseable {

  /** A node this link has found; good for this link only. */
  interface Found {}

  /**
   * Whom the link reached.
   *
   * @return what the server said and proved
   */
  ServerFacts server();

  /**
   * Finds nodes.
   *
   * @param addresses where they should be
   * @return in the same order; empty where the server has no such node
   * @throws LinkException when the link is lost
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  List<Optional<Found>> find(List<NodeAddress> addresses)
      throws LinkException, InterruptedException;

  /**
   * Reads values with both timestamps, none older than the moment of asking.
   *
   * @param wanted what to read
   * @return the values in the same order and when the server answered
   * @throws LinkException when the link is lost
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  Answer read(List<Wanted> wanted) throws LinkException, InterruptedException;

  /**
   * Has the server send values from now on. At most one subscription a link.
   *
   * @param wanted what to send
   * @param events receives everything, from another thread, and must return at once
   * @throws LinkException when the server refuses or the link is lost
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  void subscribe(List<Subscribed> wanted, Consumer<LinkEvent> events)
      throws LinkException, InterruptedException;

  /**
   * Lists what hangs below a node, forward and hierarchical.
   *
   * @param parent a node, empty for the Objects folder
   * @param most how many at most; the server's further ones are let go
   * @param enough asked whenever the server has more; true lets the rest go
   * @return the children
   * @throws LinkException when the link is lost
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  List<Child> children(Optional<Found> parent, int most, BooleanSupplier enough)
      throws LinkException, InterruptedException;

  /**
   * The unit a variable is given in (EngineeringUnits of OPC 10000-8, 5.6.3).
   *
   * @param variable a node
   * @return what the server shows to people, such as {@code V}; empty when it says nothing
   * @throws LinkException when the link is lost
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  Optional<String> unit(Found variable) throws LinkException, InterruptedException;

  /** Ends the session. Returns within two seconds, whatever the server does; twice is harmless. */
  @Override
  void close();

  /**
   * One thing to read.
   *
   * @param node the node
   * @param range the part of an array, asked of the server
   */
  record Wanted(Found node, Optional<IndexRange> range) {}

  /**
   * One thing to be sent.
   *
   * @param wanted what
   * @param interval how often it is sampled
   */
  record Subscribed(Wanted wanted, Duration interval) {}

  /**
   * What came back.
   *
   * @param values in the order of the question
   * @param answered when the server says it answered; empty when it did not say
   */
  record Answer(List<UaValue> values, Optional<Instant> answered) {
    /** Copies the list. */
    public Answer {
      values = List.copyOf(values);
    }
  }

  /**
   * A node below another.
   *
   * @param node the node
   * @param address its id with the namespace's URI, good for a source file
   * @param namespaceUri of the browse name
   * @param name the browse name
   * @param variable whether it has a value
   */
  record Child(Found node, String address, String namespaceUri, String name, boolean variable) {}
}
