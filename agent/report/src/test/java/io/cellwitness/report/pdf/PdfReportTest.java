package io.cellwitness.report.pdf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.report.ReportInput;
import io.cellwitness.report.ReportPayload;
import io.cellwitness.report.SampleReports;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.html.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PdfReportTest {

  private static final Path PREVIEWS = Path.of("target", "previews");

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyKindOfReportBecomesAFewPagesWithItsText(Language language) throws Exception {
    for (Map.Entry<String, ReportInput> sample :
        Map.of(
                "number", SampleReports.number(),
                "alarm", SampleReports.alarm(),
                "refusal", SampleReports.refusal())
            .entrySet()) {
      SignedReport report = ReportPayload.sign(sample.getValue(), SampleReports.KEY);
      byte[] pdf = PdfReport.render(report, Optional.empty(), language);
      preview(sample.getKey() + "-" + language, pdf);
      try (PDDocument document = Loader.loadPDF(pdf)) {
        String text = new PDFTextStripper().getText(document);
        int pages = document.getNumberOfPages();
        assertTrue(pages >= 2 && pages <= 5, pages + " pages");
        assertTrue(text.contains(report.reportId().toString()), "the report's number");
        assertTrue(text.contains("Garage De Vries, Utrecht"), "who measured");
        assertFalse(text.contains("#"), "a sign the fonts do not have");
      }
    }
  }

  @Test
  void theSameReportGivesTheSameBytes() throws Exception {
    SignedReport report = ReportPayload.sign(SampleReports.number(), SampleReports.KEY);
    assertArrayEquals(
        PdfReport.render(report, Optional.empty(), Language.NL),
        PdfReport.render(report, Optional.empty(), Language.NL));
  }

  /** Left in the build folder for a look with one's own eyes. */
  private static void preview(String name, byte[] pdf) throws IOException {
    Files.createDirectories(PREVIEWS);
    Files.write(PREVIEWS.resolve(name + ".pdf"), pdf);
  }
}
