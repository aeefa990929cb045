package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The library that draws the PDF is large: it is loaded when a PDF is drawn and never otherwise.
 */
class PdfLibraryTest {

  private static final long WAIT_MINUTES = 3;

  @TempDir Path folder;

  @Test
  void aCheckWithoutPdfLoadsNothingOfItsLibrary() throws Exception {
    assertEquals(List.of(), pdfClassesLoaded(false));
    assertFalse(hasPdf(), "no report.pdf");
  }

  /** Guards the test above: were the search wrong, this one would find nothing either. */
  @Test
  void aCheckWithPdfLoadsIt() throws Exception {
    List<String> loaded = pdfClassesLoaded(true);
    assertTrue(loaded.size() > 100, loaded.size() + " classes");
    assertTrue(hasPdf(), "report.pdf");
  }

  private List<String> pdfClassesLoaded(boolean pdf) throws Exception {
    Path config = Files.writeString(folder.resolve("agent.yaml"), "pdf: " + pdf + "\n");
    Path log = folder.resolve("classes.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:class+load:file=" + log);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of("check", "--config", config.toString(), "--chemistry", "NMC"));
    command.addAll(
        List.of("--source", "replay:" + Cli.RECORDINGS.resolve("vehicle/obd_drive.csv.gz")));
    command.addAll(List.of("--state-dir", folder.resolve("state").toString()));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertTrue(process.waitFor(WAIT_MINUTES, TimeUnit.MINUTES), "the check does not end");
    } finally {
      process.destroyForcibly();
    }
    // A drive has no charge to measure: the report refuses, which is exit code 1.
    assertEquals(1, process.exitValue(), Files.readString(output));
    try (var lines = Files.lines(log)) {
      return lines
          .filter(
              line -> line.contains("com.openhtmltopdf.") || line.contains("org.apache.pdfbox."))
          .toList();
    }
  }

  private boolean hasPdf() throws Exception {
    try (var files = Files.walk(folder.resolve("state").resolve("reports"))) {
      return files.anyMatch(file -> file.endsWith("report.pdf"));
    }
  }
}
