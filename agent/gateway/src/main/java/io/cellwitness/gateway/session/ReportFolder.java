package io.cellwitness.gateway.session;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.ReportFiles;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.html.HtmlReport;
import io.cellwitness.report.html.Language;
import io.cellwitness.report.jose.StrictJson;
import io.cellwitness.report.log.LogProof;
import io.cellwitness.report.passport.Passport;
import io.cellwitness.report.pdf.PdfReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where reports go: a folder each, with the signed report and everything that is made of it.
 *
 * @param outDir the folder of all reports
 * @param language of the pages
 * @param pdf whether {@code report.pdf} is written; its library is not loaded otherwise
 */
public record ReportFolder(Path outDir, Language language, boolean pdf) {

  /** In the state directory, where reports go without {@code --out}. */
  static final String USUAL = "reports";

  /**
   * The folder the settings name.
   *
   * @param settings of this agent
   * @return where its reports go
   */
  public static ReportFolder of(Settings settings) {
    Language language = Language.of(settings.language()).orElse(Language.EN);
    return new ReportFolder(settings.outDir(), language, settings.pdf());
  }

  /**
   * Makes the folder and writes into it once: tried before hours are spent on measuring.
   *
   * @throws Failure when that is not possible
   */
  static void prepare(Path outDir) throws Failure {
    try {
      Files.createDirectories(outDir);
      Files.delete(Files.createTempFile(outDir, ".try", ""));
    } catch (IOException | UnsupportedOperationException e) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT,
          "reports cannot be written to " + outDir + "; make room, or choose another --out",
          e);
    }
  }

  /**
   * The folder of one report.
   *
   * @param id the report
   * @return its path, there or not
   */
  public Path of(UUID id) {
    return outDir.resolve(id.toString());
  }

  /**
   * Where files of one report may lie on this machine: in this folder, in the usual one, and raw
   * readings that wait for a folder.
   *
   * @param id the report
   * @param stateDir of the gateway
   * @return paths, there or not, each once
   */
  public List<Path> placesOf(UUID id, Path stateDir) {
    Path usual = stateDir.resolve(USUAL).resolve(id.toString());
    return Stream.of(of(id), usual, SessionFile.unfiled(stateDir, id)).distinct().toList();
  }

  /**
   * Writes the proof that the report stands in the log.
   *
   * @param id the report
   * @param proof of it
   * @return its path
   * @throws ReportException INPUT_OUTPUT when the disk refuses
   */
  Path writeProof(UUID id, LogProof proof) throws ReportException {
    Path file = of(id).resolve(ReportFiles.PROOF);
    try {
      ReportFiles.writeWhole(file, proof.text().getBytes(StandardCharsets.UTF_8));
      return file;
    } catch (IOException e) {
      throw new ReportException(
          ReportException.Kind.INPUT_OUTPUT,
          "the proof cannot be written to " + file + "; make room or correct permissions",
          e);
    }
  }

  /**
   * Moves the raw readings to the report.
   *
   * @param id the report
   * @param readings the file that waits for it
   * @throws Failure INPUT_OUTPUT when that fails; the readings stay where they are
   */
  public void takeReadings(UUID id, Path readings) throws Failure {
    Path folder = of(id);
    try {
      Files.createDirectories(folder);
      Files.move(
          readings, folder.resolve(ReportFiles.SESSION), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT,
          "the report is signed and in the store, but its files cannot be written to "
              + folder
              + "; its readings are kept in "
              + readings,
          e);
    }
  }

  /**
   * Writes everything but the readings. The PDF comes last and alone: whatever its library throws,
   * the report is complete without it.
   *
   * @param report signed
   * @param note told in one sentence when the PDF could not be made
   * @return each file's name with its path, the readings among them when they are there
   * @throws ReportException INPUT_OUTPUT when the disk refuses
   */
  public Map<String, Path> write(SignedReport report, Consumer<String> note)
      throws ReportException {
    Map<String, byte[]> views = new LinkedHashMap<>();
    views.put(ReportFiles.PASSPORT, StrictJson.writeReadable(Passport.of(report)));
    views.put(
        ReportFiles.HTML,
        HtmlReport.render(report, report.vin(), language).getBytes(StandardCharsets.UTF_8));
    Map<String, Path> files = new LinkedHashMap<>(ReportFiles.write(outDir, report, views));
    Path folder = of(report.reportId());
    Path readings = folder.resolve(ReportFiles.SESSION);
    if (Files.exists(readings)) {
      files.put(ReportFiles.SESSION, readings);
    }
    if (pdf) {
      writePdf(report, folder.resolve(ReportFiles.PDF), files, note);
    }
    return files;
  }

  private void writePdf(
      SignedReport report, Path file, Map<String, Path> files, Consumer<String> note) {
    try {
      ReportFiles.writeWhole(file, PdfReport.render(report, report.vin(), language));
      files.put(ReportFiles.PDF, file);
    } catch (IOException | ReportException | RuntimeException | LinkageError e) {
      note.accept(
          "report.pdf could not be made ("
              + e.getClass().getSimpleName()
              + "); the report is complete without it, print report.html instead");
    }
  }
}
