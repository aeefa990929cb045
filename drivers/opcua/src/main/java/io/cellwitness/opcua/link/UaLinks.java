package io.cellwitness.opcua.link;

import io.cellwitness.opcua.config.OpcUaSource;
import java.util.List;

/** Makes links. */
public interface UaLinks {

  /**
   * Dials a server and opens a session. Bounded in time; what fails is cleaned up.
   *
   * @param source whom and how
   * @return the link
   * @throws LinkException when there is no session; one sentence
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  UaLink open(OpcUaSource source) throws LinkException, InterruptedException;

  /**
   * Asks a server for its endpoints, without trusting it.
   *
   * @param url the server
   * @return at most 100 endpoints
   * @throws LinkException when nothing answers; one sentence
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  List<EndpointFacts> endpoints(String url) throws LinkException, InterruptedException;
}
