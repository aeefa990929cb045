package io.cellwitness.gateway.session;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.store.StoreReader;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.ReportFiles;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.VinCommitment;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.log.LogProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A report out of the store, with what lies beside it in the state directory.
 *
 * @param stateDir of the gateway
 * @param keyFile signs the QR code again, when it is still the same key
 * @param note told what could not be restored
 */
public record StoredReport(Path stateDir, KeyFile keyFile, Consumer<String> note) {

  /**
   * Writes a report's files again.
   *
   * @param store holds the signed bytes
   * @param id the report
   * @param folder where to
   * @return each file's name with its path
   * @throws Failure BAD_DATA when there is no such report, INPUT_OUTPUT when a file fails
   * @throws ReportException when the disk refuses
   */
  public Map<String, Path> writeAgain(StoreReader store, UUID id, ReportFolder folder)
      throws Failure, ReportException {
    byte[] jws =
        store
            .jws(id)
            .orElseThrow(
                () ->
                    new Failure(
                        ExitCode.BAD_DATA,
                        "there is no report "
                            + id
                            + " in the store in "
                            + stateDir
                            + ", or its vehicle was erased; 'cellwitness report list' shows what"
                            + " there is"));
    SignedReport report;
    try {
      report =
          SignedReport.of(
              new String(jws, StandardCharsets.US_ASCII), disclosure(folder, id), key());
    } catch (Malformed e) {
      throw new Failure(
          ExitCode.BAD_DATA,
          "report " + id + " in the store is damaged: " + e.getMessage() + "; restore a backup",
          e);
    }
    if (report.qr().isEmpty()) {
      note.accept(
          "the key that signed this report is gone, so the page carries no QR code, and no new"
              + " proof from the log can be signed");
    }
    readings(id, folder);
    Map<String, Path> files = new LinkedHashMap<>(folder.write(report, note));
    Optional<LogProof> proof = report.qr().isEmpty() ? Optional.empty() : proof(store, report);
    if (proof.isPresent()) {
      files.put(ReportFiles.PROOF, folder.writeProof(id, proof.get()));
    }
    return files;
  }

  /** A checkpoint counts only under the key of the report, as the code does. */
  private Optional<LogProof> proof(StoreReader store, SignedReport report) throws ReportException {
    String gateway = report.report().at("/chain/gateway").asString();
    return new ReportLog(store.reports(), gateway).proof(report.reportId(), keyFile.open());
  }

  /** The disclosure exists only as a file: whoever deleted it wanted the VIN gone. */
  private Optional<VinCommitment> disclosure(ReportFolder folder, UUID id)
      throws Failure, Malformed {
    for (Path place :
        List.of(folder.of(id), stateDir.resolve(ReportFolder.USUAL).resolve(id.toString()))) {
      Path file = place.resolve(ReportFiles.VIN_DISCLOSURE);
      if (Files.exists(file)) {
        try {
          return Optional.of(VinCommitment.parse(Files.readString(file).strip()));
        } catch (IOException e) {
          throw new Failure(
              ExitCode.INPUT_OUTPUT, file + " cannot be read; check its permissions", e);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<SigningKey> key() throws ReportException {
    return keyFile.exists() ? Optional.of(keyFile.open()) : Optional.empty();
  }

  private void readings(UUID id, ReportFolder folder) throws Failure {
    Path target = folder.of(id).resolve(ReportFiles.SESSION);
    Path waiting = SessionFile.unfiled(stateDir, id);
    Path filed =
        stateDir.resolve(ReportFolder.USUAL).resolve(id.toString()).resolve(ReportFiles.SESSION);
    if (Files.exists(target)) {
      return;
    }
    if (Files.exists(waiting)) {
      folder.takeReadings(id, waiting);
    } else if (Files.exists(filed)) {
      try {
        Files.createDirectories(target.getParent());
        Files.copy(filed, target);
      } catch (IOException e) {
        throw new Failure(
            ExitCode.INPUT_OUTPUT, filed + " cannot be copied to " + target.getParent(), e);
      }
    } else {
      note.accept("the raw readings of this report are no longer here, so they are not written");
    }
  }
}
