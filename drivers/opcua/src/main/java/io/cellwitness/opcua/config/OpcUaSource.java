package io.cellwitness.opcua.config;

import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Signals;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything needed to read one server.
 *
 * @param endpoint {@code opc.tcp://host:port[/path]}
 * @param security how the connection is protected
 * @param identity who CellWitness is to the server
 * @param meterAccuracyPct largest permissible error of the meter behind the reference signals, % of
 *     the reading; empty where nobody says
 * @param sampling how often and how patiently
 * @param nodes what is read; empty asks the server for a vocabulary CellWitness knows
 * @param model make and model in words
 * @param pack what is known of the pack
 * @param packId the pack's own number, where the operator gives it; secret like a VIN
 * @param origin the source file's name without folders, or {@code url}; goes into the report
 * @param hash lower-case hex SHA-256 of the source file; empty without a file
 */
public record OpcUaSource(
    String endpoint,
    Security security,
    Identity identity,
    OptionalDouble meterAccuracyPct,
    Sampling sampling,
    List<NodeMapping> nodes,
    Optional<String> model,
    PackFacts pack,
    Optional<String> packId,
    String origin,
    Optional<String> hash) {

  /** Copies the list and rejects nulls. */
  public OpcUaSource {
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(security, "security");
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(meterAccuracyPct, "meterAccuracyPct");
    Objects.requireNonNull(sampling, "sampling");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(pack, "pack");
    Objects.requireNonNull(packId, "packId");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(hash, "hash");
    nodes = List.copyOf(nodes);
  }

  /**
   * A source given by URL alone.
   *
   * @param endpoint the URL
   * @param security how the connection is protected
   * @return anonymous, default sampling, the server's own vocabulary
   */
  public static OpcUaSource ofUrl(String endpoint, Security security) {
    return new OpcUaSource(
        endpoint,
        security,
        new Identity.Anonymous(),
        OptionalDouble.empty(),
        Sampling.DEFAULT,
        List.of(),
        Optional.empty(),
        PackFacts.UNKNOWN,
        Optional.empty(),
        "url",
        Optional.empty());
  }

  /**
   * The same source, protected in another way.
   *
   * @param other how
   * @return a copy
   */
  public OpcUaSource withSecurity(Security other) {
    return new OpcUaSource(
        endpoint,
        other,
        identity,
        meterAccuracyPct,
        sampling,
        nodes,
        model,
        pack,
        packId,
        origin,
        hash);
  }

  /**
   * The same source with other nodes.
   *
   * @param found the nodes to read
   * @return a copy
   */
  public OpcUaSource withNodes(List<NodeMapping> found) {
    return new OpcUaSource(
        endpoint,
        security,
        identity,
        meterAccuracyPct,
        sampling,
        found,
        model,
        pack,
        packId,
        origin,
        hash);
  }

  /**
   * Whether an instrument is read that may correct the battery's own current.
   *
   * @return true when one of the nodes gives its current or its energy
   */
  public boolean hasReference() {
    return nodes.stream()
        .map(NodeMapping::signal)
        .anyMatch(s -> s.equals(Signals.REFERENCE_CURRENT) || s.equals(Signals.REFERENCE_KWH));
  }
}
