package io.cellwitness.opcua.milo;

import io.cellwitness.opcua.config.NodeAddress.Namespace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which number a namespace has now. A namespace given by number means the one that had it when this
 * source first connected, wherever the server puts it after a restart.
 */
final class Namespaces {

  private List<String> first = List.of();

  /**
   * Remembers the numbering of the first connection.
   *
   * @param now URIs by number
   */
  synchronized void learn(String[] now) {
    if (first.isEmpty()) {
      first = Arrays.stream(now).map(uri -> uri == null ? "" : uri).toList();
    }
  }

  /**
   * Finds a namespace.
   *
   * @param wanted by URI or by number
   * @param now URIs by number
   * @return its number now, or empty when the server no longer has it
   */
  synchronized Optional<Integer> index(Namespace wanted, String[] now) {
    if (wanted instanceof Namespace.Uri byUri) {
      return position(byUri.uri(), now);
    }
    int index = ((Namespace.Index) wanted).index();
    // Number 1 is the server itself, whose URI may change with its host name.
    if (index <= 1 || index >= first.size() || first.get(index).isEmpty()) {
      return Optional.of(index);
    }
    return position(first.get(index), now);
  }

  private static Optional<Integer> position(String uri, String[] now) {
    int at = Arrays.asList(now).indexOf(uri);
    return at < 0 ? Optional.empty() : Optional.of(at);
  }
}
