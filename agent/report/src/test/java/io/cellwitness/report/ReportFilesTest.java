package io.cellwitness.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.report.html.HtmlReport;
import io.cellwitness.report.html.Language;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

  private static final SignedReport REPORT =
      ReportPayload.sign(SampleReports.number(), SampleReports.KEY);

  @TempDir Path folder;

  @Test
  void writesEveryFileAndNothingElse() throws Exception {
    Path reports = folder.resolve("reports");
    Map<String, Path> files = ReportFiles.write(reports, REPORT, views());
    Path own = reports.resolve(REPORT.reportId().toString());
    try (Stream<Path> found = Files.list(own)) {
      assertEquals(
          Set.of("report.jws", "report.json", "report.html", "vin.disclosure"),
          found.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }
    assertEquals(REPORT.jws(), Files.readString(files.get(ReportFiles.JWS)));
    assertEquals("rw-------", permissions(files.get(ReportFiles.VIN_DISCLOSURE)));
    assertEquals(
        REPORT.vin().orElseThrow().digest(),
        VinCommitment.parse(Files.readString(files.get(ReportFiles.VIN_DISCLOSURE))).digest());
  }

  @Test
  void theVinStandsOnlyInTheDisclosure() throws Exception {
    Map<String, Path> files = ReportFiles.write(folder, REPORT, views());
    for (Path file : files.values()) {
      assertFalse(file.toString().contains(SampleReports.VIN), file.toString());
      assertFalse(Files.readString(file).contains(SampleReports.VIN), file.toString());
    }
  }

  @Test
  void writingAgainReplaces() throws Exception {
    ReportFiles.write(folder, REPORT, Map.of(ReportFiles.HTML, new byte[] {1}));
    Map<String, Path> files = ReportFiles.write(folder, REPORT, views());
    assertEquals(html(), Files.readString(files.get(ReportFiles.HTML)));
  }

  @Test
  void aFolderThatCannotBeMadeIsOneSentence() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    ReportException refusal =
        assertThrows(ReportException.class, () -> ReportFiles.write(file, REPORT, views()));
    assertEquals(ReportException.Kind.INPUT_OUTPUT, refusal.kind());
    assertTrue(refusal.getMessage().startsWith("the report cannot be written to "));
  }

  private static Map<String, byte[]> views() {
    return Map.of(ReportFiles.HTML, html().getBytes(StandardCharsets.UTF_8));
  }

  private static String html() {
    return HtmlReport.render(REPORT, Optional.empty(), Language.EN);
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
