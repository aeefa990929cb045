package io.cellwitness.report.pdf;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.ReportException.Kind;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.VinCommitment;
import io.cellwitness.report.html.HtmlReport;
import io.cellwitness.report.html.Language;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Optional;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * The page for people as PDF, made from the same HTML. The same report gives the same bytes: the
 * dates inside are those of the report, its number is the report's.
 */
public final class PdfReport {

  private PdfReport() {}

  /**
   * Renders the page.
   *
   * @param report signed
   * @param shownVin as for {@link HtmlReport#render}
   * @param language of the page
   * @return the PDF file
   * @throws ReportException of kind INPUT_OUTPUT when it cannot be made
   */
  public static byte[] render(
      SignedReport report, Optional<VinCommitment> shownVin, Language language)
      throws ReportException {
    String html = HtmlReport.render(report, shownVin, language);
    ByteArrayOutputStream out = new ByteArrayOutputStream(128 * 1024);
    XRLog.setLoggingEnabled(false);
    try (PdfBoxRenderer renderer = builder(html).buildPdfRenderer()) {
      renderer.createPDFWithoutClosing();
      PDDocument document = renderer.getPdfDocument();
      identify(document, report);
      document.save(out);
      document.close();
    } catch (IOException e) {
      throw new ReportException(
          Kind.INPUT_OUTPUT, "the PDF of the report cannot be made: " + e.getMessage(), e);
    }
    return out.toByteArray();
  }

  private static PdfRendererBuilder builder(String html) {
    return new PdfRendererBuilder()
        .usePdfUaAccessibility(true)
        .withHtmlContent(html, null)
        .withProducer("CellWitness")
        .useSVGDrawer(new SvgDrawer())
        // The page fetches nothing, and no page ever will.
        .useExternalResourceAccessControl((uri, type) -> false, null)
        .useFont(font("LiberationSans-Regular.ttf"), "Liberation Sans", 400, FontStyle.NORMAL, true)
        .useFont(font("LiberationSans-Bold.ttf"), "Liberation Sans", 700, FontStyle.NORMAL, true)
        .useFont(
            font("LiberationMono-Regular.ttf"), "Liberation Mono", 400, FontStyle.NORMAL, true);
  }

  private static FSSupplier<InputStream> font(String file) {
    return () -> PdfReport.class.getResourceAsStream(file);
  }

  private static void identify(PDDocument document, SignedReport report) {
    Instant issued = Instant.parse(report.report().at("/time/issued").asString());
    Calendar date = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
    date.setTimeInMillis(issued.toEpochMilli());
    document.getDocumentInformation().setCreationDate(date);
    document.getDocumentInformation().setModificationDate(date);
    document.setDocumentId(report.reportId().getLeastSignificantBits());
  }
}
