package io.cellwitness.gateway.session;

import io.cellwitness.gateway.store.ReportRow;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.log.Checkpoint;
import io.cellwitness.report.log.LogProof;
import io.cellwitness.report.log.MerkleTree;
import java.util.HexFormat;
import java.util.List;
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

  /**
   * Proves that a report stands in the log.
   *
   * @param id the report
   * @param key signs the checkpoint
   * @return the proof; empty when the store does not hold the log from its first entry to this one
   */
  public Optional<LogProof> proof(UUID id, SigningKey key) {
    MerkleTree tree = new MerkleTree();
    int index = -1;
    for (ReportRow row : rows) {
      if (row.sequence() != tree.size() + 1L) {
        return Optional.empty();
      }
      if (row.id().equals(id)) {
        index = tree.size();
      }
      tree.append(HexFormat.of().parseHex(row.hash()));
    }
    if (index < 0) {
      return Optional.empty();
    }
    int size = tree.size();
    String note = new Checkpoint(gatewayId, size, tree.root(size)).sign(key);
    return Optional.of(new LogProof(index, tree.inclusion(index, size), note));
  }
}
