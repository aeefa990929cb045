package io.cellwitness.report.html;

import io.cellwitness.report.SignedReport;
import io.cellwitness.report.VinCommitment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The page for people: one file, no script, nothing fetched, printable on two to four sheets of A4.
 * It is drawn from the signed bytes alone, so that it cannot say more than they do.
 */
public final class HtmlReport {

  private HtmlReport() {}

  /**
   * Draws the page.
   *
   * @param report signed
   * @param shownVin disclosure whose VIN is printed; empty leaves it out, for a page that anyone
   *     may see
   * @param language of every text that is not a quotation from the report
   * @return UTF-8 text, well-formed as XML
   */
  public static String render(
      SignedReport report, Optional<VinCommitment> shownVin, Language language) {
    View view = View.of(report.report());
    Texts texts = new Texts(language, view.stationary());
    String title = texts.get("title") + " · " + Markup.escape(model(view, texts));
    return "<!DOCTYPE html>\n<html lang=\""
        + language.tag()
        + "\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        + Markup.element("title", title)
        + Markup.element("style", style())
        + "</head>\n<body>\n"
        + new BuyerPage(report, view, texts).render(shownVin)
        + new EngineerPage(report, view, texts).render()
        + "</body>\n</html>\n";
  }

  static String model(View view, Texts texts) {
    String model = view.text("/vehicle/model");
    return model.isEmpty() ? texts.get("vehicle.unknown") : model;
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("style.css")) {
      if (in == null) {
        throw new IllegalStateException("style.css is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("style.css cannot be read from the program", e);
    }
  }
}
