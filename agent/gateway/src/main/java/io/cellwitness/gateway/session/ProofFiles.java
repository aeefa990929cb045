package io.cellwitness.gateway.session;

import io.cellwitness.gateway.store.ReportRow;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.ReportFiles;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.log.LogProof;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Files the proof of each report beside it. A report is committed before its proof is written, so
 * it stands without; the proof is then made with the next report.
 *
 * @param folder where the reports are
 * @param log that proves them
 * @param key of this gateway
 * @param jws the bytes of a report of the store
 */
record ProofFiles(
    ReportFolder folder, ReportLog log, SigningKey key, Function<UUID, Optional<byte[]>> jws) {

  /** So many reports are made up for at once; they fail one after the other, not by the hundred. */
  private static final int MOST_MADE_UP = 16;

  /**
   * Files a new report's proof, and those of reports before it that still lack theirs.
   *
   * @param id the newest report
   * @param proof of it
   * @param note told when it could not be written
   * @return its path; empty when it could not be written
   */
  Optional<Path> file(UUID id, LogProof proof, Consumer<String> note) {
    try {
      Path file = folder.writeProof(id, proof);
      makeUpBefore(id);
      return Optional.of(file);
    } catch (ReportException e) {
      note.accept(
          "the report is signed and in the store, but "
              + e.getMessage()
              + "; it is made with the next report, or by 'cellwitness report "
              + id
              + "'");
      return Optional.empty();
    }
  }

  private void makeUpBefore(UUID id) throws ReportException {
    List<ReportRow> rows = log.rows();
    int index = 0;
    while (index < rows.size() && !rows.get(index).id().equals(id)) {
      index++;
    }
    for (int i = index - 1; i >= Math.max(0, index - MOST_MADE_UP); i--) {
      UUID earlier = rows.get(i).id();
      Path place = folder.of(earlier);
      if (Files.exists(place.resolve(ReportFiles.PROOF))) {
        return;
      }
      if (Files.exists(place.resolve(ReportFiles.JWS)) && isOurs(earlier)) {
        Optional<LogProof> proof = log.proof(earlier, key);
        if (proof.isPresent()) {
          folder.writeProof(earlier, proof.get());
        }
      }
    }
  }

  /** A checkpoint counts only under the key of the report. */
  private boolean isOurs(UUID id) {
    Optional<byte[]> bytes = jws.apply(id);
    if (bytes.isEmpty()) {
      return false;
    }
    try {
      String text = new String(bytes.get(), StandardCharsets.US_ASCII);
      return SignedReport.of(text, Optional.empty(), Optional.empty())
          .keyId()
          .equals(key.publicKey().thumbprint());
    } catch (Malformed e) {
      // Whoever asks for this report is told; it is not the new one's trouble.
      return false;
    }
  }
}
