package io.cellwitness.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.report.ReportInput;
import io.cellwitness.report.ReportPayload;
import io.cellwitness.report.SampleReports;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What a screen reader needs of the page (WCAG 2.2: 1.1.1, 1.3.1, 3.1.1, 3.1.2). */
class AccessibilityTest {

  @ParameterizedTest
  @EnumSource(Language.class)
  void headingsFormAnOutlineWithoutHoles(Language language) throws Exception {
    for (Document page : pages(language)) {
      int before = 0;
      int first = 0;
      for (Element element : all(page, "*")) {
        if (element.getTagName().matches("h[1-6]")) {
          int level = element.getTagName().charAt(1) - '0';
          assertTrue(level <= before + 1, "h" + level + " after h" + before);
          assertFalse(element.getTextContent().isBlank(), "an empty heading");
          before = level;
          first += level == 1 ? 1 : 0;
        }
      }
      assertEquals(1, first, "one title");
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyPictureSaysWhatItShows(Language language) throws Exception {
    for (Document page : pages(language)) {
      List<Element> pictures = all(page, "svg");
      assertTrue(pictures.size() >= 2, "QR code and cells at least");
      for (Element picture : pictures) {
        assertEquals("img", picture.getAttribute("role"));
        String label = picture.getAttribute("aria-label");
        assertFalse(label.isBlank(), "a picture without words");
        assertEquals(label, picture.getElementsByTagName("title").item(0).getTextContent());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyTableIsEitherLayoutOrHasHeadings(Language language) throws Exception {
    for (Document page : pages(language)) {
      for (Element table : all(page, "table")) {
        NodeList heads = table.getElementsByTagName("th");
        if (table.getAttribute("role").equals("presentation")) {
          assertEquals(0, heads.getLength(), "a layout table has no headings");
          continue;
        }
        assertTrue(heads.getLength() > 0, "a table of data without headings");
        for (int i = 0; i < heads.getLength(); i++) {
          Element head = (Element) heads.item(i);
          assertTrue(head.getAttribute("scope").matches("row|col"), head.getTextContent());
          assertFalse(head.getTextContent().isBlank(), "an empty heading of a table");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void thePageAndEveryQuotationNameTheirLanguage(Language language) throws Exception {
    for (Document page : pages(language)) {
      assertEquals(language.tag(), page.getDocumentElement().getAttribute("lang"));
      for (Element span : all(page, "span")) {
        assertTrue(
            span.getAttribute("lang").isEmpty() || span.getAttribute("lang").equals("en"),
            "only English is quoted");
      }
    }
  }

  private static List<Document> pages(Language language) throws Exception {
    List<Document> pages = new ArrayList<>();
    for (ReportInput input :
        List.of(SampleReports.number(), SampleReports.alarm(), SampleReports.refusal())) {
      String html =
          HtmlReport.render(
              ReportPayload.sign(input, SampleReports.KEY), Optional.empty(), language);
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      pages.add(factory.newDocumentBuilder().parse(new InputSource(new StringReader(html))));
    }
    return pages;
  }

  private static List<Element> all(Document page, String name) {
    List<Element> elements = new ArrayList<>();
    NodeList nodes = page.getElementsByTagName(name);
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
