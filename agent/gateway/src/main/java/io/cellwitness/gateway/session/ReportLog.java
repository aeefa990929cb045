package io.cellwitness.gateway.session;

import io.cellwitness.gateway.store.ReportRow;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.log.Checkpoint;
import io.cellwitness.report.log.Growth;
import io.cellwitness.report.log.LogProof;
import io.cellwitness.report.log.MerkleTree;
import io.cellwitness.report.log.Tiles;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The reports of the store as a log. The chain of the store is the log: nothing is kept twice, and
 * an erased vehicle leaves its hash behind.
 *
 * @param rows all reports of the store, in the order of their sequence
 * @param gatewayId name of the log
 */
public record ReportLog(List<ReportRow> rows, String gatewayId) {

  /** Copies the list. */
  public ReportLog {
    rows = List.copyOf(rows);
  }

  /**
   * Whether the store holds the log from its first entry on.
   *
   * @return false when earlier reports are missing; then nothing can be proved
   */
  public boolean whole() {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).sequence() != i + 1L) {
        return false;
      }
    }
    return true;
  }

  /**
   * Proves that a report stands in the log.
   *
   * @param id the report
   * @param key signs the checkpoint
   * @return the proof; empty when the store does not hold the log, or not this report
   */
  public Optional<LogProof> proof(UUID id, SigningKey key) {
    if (!whole()) {
      return Optional.empty();
    }
    for (int index = 0; index < rows.size(); index++) {
      if (rows.get(index).id().equals(id)) {
        return Optional.of(
            new LogProof(index, tree().inclusion(index, rows.size()), checkpoint().sign(key)));
      }
    }
    return Optional.empty();
  }

  /**
   * The log as it is now.
   *
   * @return not signed yet
   */
  public Checkpoint checkpoint() {
    return new Checkpoint(gatewayId, rows.size(), tree().root(rows.size()));
  }

  /**
   * Proves that the log only grew.
   *
   * @param earlier a checkpoint of this log
   * @param key signs the checkpoint of now
   * @return the proof; empty when this log did not grow out of that one
   */
  public Optional<Growth> growthFrom(Checkpoint earlier, SigningKey key) {
    if (!earlier.origin().equals(gatewayId) || earlier.size() > rows.size()) {
      return Optional.empty();
    }
    List<byte[]> hashes = tree().consistency((int) earlier.size(), rows.size());
    Growth growth = new Growth(earlier.size(), hashes, checkpoint().sign(key));
    return growth.connects(earlier, checkpoint()) ? Optional.of(growth) : Optional.empty();
  }

  /**
   * The log as files that any web server can hand out.
   *
   * @return each path with its content, without the checkpoint
   */
  public Map<String, byte[]> tiles() {
    return Tiles.of(entries());
  }

  private List<byte[]> entries() {
    return rows.stream().map(row -> HexFormat.of().parseHex(row.hash())).toList();
  }

  private MerkleTree tree() {
    MerkleTree tree = new MerkleTree();
    entries().forEach(tree::append);
    return tree;
  }
}
