package io.cellwitness.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.store.ReportRow;
import io.cellwitness.report.html.Language;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.log.LogProof;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofFilesTest {

  @TempDir Path dir;

  /** The report is committed by then: it must not be told as failed. */
  @Test
  void aProofThatCannotBeWrittenIsToldAndFailsNothing() throws Exception {
    UUID id = new UUID(1, 2);
    ReportRow row =
        new ReportRow(
            1,
            id,
            Optional.empty(),
            "ab".repeat(32),
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH,
            Optional.empty(),
            false);
    ReportLog log = new ReportLog(List.of(row), "gateway");
    SigningKey key = SigningKey.generate();
    ReportFolder folder = new ReportFolder(dir, Language.EN, false);
    ProofFiles files = new ProofFiles(folder, log, key, any -> Optional.empty());
    LogProof proof = log.proof(id, key).orElseThrow();
    // Root may write anywhere, but nobody puts a file where a folder with something in it is.
    Path inTheWay = folder.of(id).resolve("report.tlog-proof");
    Files.createDirectories(inTheWay.resolve("x"));
    List<String> notes = new ArrayList<>();
    assertEquals(Optional.empty(), files.file(id, proof, notes::add));
    assertEquals(1, notes.size());
    assertTrue(notes.get(0).startsWith("the report is signed and in the store"), notes.get(0));
    assertTrue(notes.get(0).contains("cellwitness report " + id), notes.get(0));

    Files.delete(inTheWay.resolve("x"));
    Files.delete(inTheWay);
    assertEquals(Optional.of(inTheWay), files.file(id, proof, notes::add));
    assertEquals(1, notes.size());
    assertEquals(proof.text(), Files.readString(inTheWay));
  }
}
