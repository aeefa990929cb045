package io.cellwitness.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.report.ReportInput;
import io.cellwitness.report.ReportPayload;
import io.cellwitness.report.SampleReports;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.VariedReports;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xml.sax.InputSource;

class HtmlReportTest {

  private static final Path PREVIEWS = Path.of("target", "previews");

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyKindOfReportIsWellFormedSelfContainedAndWithoutScript(Language language)
      throws Exception {
    for (Sample sample : Sample.values()) {
      String html = page(sample.input(), language);
      preview(sample.name() + "-" + language, html);
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
      assertFalse(html.contains("<script"), "no script");
      assertFalse(
          Pattern.compile("(src|href)=|url\\(|@import").matcher(html).find(), "fetches nothing");
      assertFalse(html.contains("{0}") || html.contains("{1}"), "an unfilled place");
    }
  }

  @Test
  void thePageShowsMeasuredBesideDeclared() {
    String html = page(SampleReports.number(), Language.EN);
    assertTrue(html.contains("91.3&#160;%"), "measured");
    assertTrue(html.contains("87.3&#160;%") && html.contains("95.2&#160;%"), "interval");
    assertTrue(html.contains("100&#160;%"), "declared");
    assertTrue(html.contains("This is more than we measured"), "and says what that means");
  }

  /** A storage battery has no vehicle, no range and no VIN. */
  @ParameterizedTest
  @EnumSource(Language.class)
  void theBuyersPageOfAStationaryBatterySpeaksOfNoCar(Language language) {
    SignedReport report = VariedReports.signed(3);
    assertTrue(report.report().at("/pack/stationary").asBoolean(false));
    String html = HtmlReport.render(report, Optional.empty(), language);
    String buyer = html.substring(html.indexOf("<main"), html.indexOf("</main>"));
    assertTrue(buyer.contains("--expect-pack"), buyer);
    for (String word :
        List.of(
            "--expect-vin",
            " car ",
            "ehicle",
            "auto ",
            "Auto",
            "oertuig",
            "ahrzeug",
            "éhicul",
            "oiture")) {
      assertFalse(buyer.contains(word), word + " in " + buyer);
    }
  }

  /** Beside the number, in every language, and again in the table of results. */
  @ParameterizedTest
  @EnumSource(Language.class)
  void aNumberThatRestsOnTheCarsScaleSaysSoBesideIt(Language language) {
    String html = page(SampleReports.number(), language);
    Texts texts = new Texts(language);
    String low = texts.number(new java.math.BigDecimal("83.0"), 1) + "&#160;%";
    String high = texts.number(new java.math.BigDecimal("101.4"), 1) + "&#160;%";
    int hero = html.indexOf("class=\"hero\"");
    int said = html.indexOf(texts.get("hero.soc", low, high), hero);
    assertTrue(said > hero, "beside the number");
    assertTrue(html.indexOf(texts.get("rests.soc", low, high), said) > said, "in the table");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void anOpenAlarmComesFirstAndNothingPraises(Language language) {
    String html = page(SampleReports.alarm(), language);
    assertTrue(html.indexOf("class=\"alarm\"") < html.indexOf("class=\"hero\""), "alarm first");
    assertFalse(
        Pattern.compile(
                "\\b(good|goed|gut|bon|bonne|excellent|uitstekend)\\b", Pattern.CASE_INSENSITIVE)
            .matcher(html.substring(0, html.indexOf("class=\"page technical\"")))
            .find(),
        "no praise beside an alarm");
  }

  @Test
  void aRefusalIsExplainedAndShowsNoPercentage() {
    String html = page(SampleReports.refusal(), Language.EN);
    assertTrue(html.contains("No number this time"));
    assertTrue(html.contains("The charge covered 31.5 % of the state of charge"));
    assertFalse(html.contains("We measured"), "nothing that sounds like a result");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void aSeriousFindingComesBeforeTheNumberAndTakesTheTrustFromIt(Language language) {
    String html = page(SampleReports.doubtful(), language);
    Texts texts = new Texts(language);
    assertTrue(html.indexOf("class=\"warning\"") < html.indexOf("class=\"hero\""), "finding first");
    assertTrue(html.contains(texts.get("meaning.serious")), "and says what that means");
    assertFalse(html.contains("rely on the measured value"), "no trust in a doubtful number");
    String sound = page(SampleReports.number(), language);
    assertFalse(sound.contains(texts.get("meaning.serious")), "nothing without a finding");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void cardAndEarlierVisitsStandWithTheirSource(Language language) {
    String html = page(SampleReports.known(), language);
    Texts texts = new Texts(language);
    assertTrue(html.contains(texts.get("prov.card")));
    assertTrue(html.contains("card file 5f5f5f5f…, not signed"), "whose word the card is");
    assertTrue(html.contains(texts.get("prov.earlier")));
    assertTrue(
        html.contains(texts.said("total least squares over 3 visits, forgetting 0.98")),
        "how many visits");
    String unknown = page(SampleReports.number(), language);
    assertFalse(unknown.contains(texts.get("prov.card")), "no empty row");
    assertFalse(unknown.contains(texts.get("prov.earlier")), "no empty row");
  }

  @Test
  void resultsThatShareAReasonShareARow() {
    String html = page(SampleReports.refusal(), Language.EN);
    String reason = "The charge covered 31.5 % of the state of charge";
    String engineer = html.substring(html.indexOf("class=\"page technical\""));
    assertEquals(2, engineer.split(Pattern.quote(reason), -1).length, "said once");
  }

  @Test
  void theVinStandsOnThePageOnlyWhenShown() {
    SignedReport report = ReportPayload.sign(SampleReports.number(), SampleReports.KEY);
    assertFalse(
        HtmlReport.render(report, Optional.empty(), Language.EN).contains(SampleReports.VIN));
    assertTrue(HtmlReport.render(report, report.vin(), Language.EN).contains(SampleReports.VIN));
  }

  @Test
  void hostileTextStaysText() {
    ReportInput input = SampleReports.number();
    ReportInput hostile =
        new ReportInput(
            input.reportId(),
            input.health(),
            input.vehicle(),
            input.vin(),
            new ReportInput.Gateway(
                "gw", "<script>alert('x')</script>\u0000 \"&", "1", Optional.of("]]>")),
            input.source(),
            input.chain(),
            input.started(),
            input.finished(),
            input.measuredClockSynced(),
            input.issued(),
            input.sessionSha256());
    String html = page(hostile, Language.EN);
    assertFalse(html.contains("<script"));
    assertFalse(html.contains("\u0000"));
    assertTrue(html.contains("&lt;script&gt;alert(&#39;x&#39;)"));
  }

  @Test
  void everyLanguageHasEveryText() {
    var english = keys("messages.properties");
    for (Language language : Language.values()) {
      if (language != Language.EN) {
        String file = "messages_" + language.tag() + ".properties";
        assertEquals(english, keys(file), file);
      }
    }
  }

  private static java.util.SortedMap<String, Long> keys(String file) {
    var properties = new java.util.Properties();
    try (var in = HtmlReport.class.getResourceAsStream(file);
        var reader = new java.io.InputStreamReader(in, java.nio.charset.StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    var keys = new java.util.TreeMap<String, Long>();
    properties.forEach(
        (key, text) ->
            keys.put(
                (String) key, Pattern.compile("\\{\\d}").matcher((String) text).results().count()));
    return keys;
  }

  private static String page(ReportInput input, Language language) {
    SignedReport report = ReportPayload.sign(input, SampleReports.KEY);
    return HtmlReport.render(report, Optional.empty(), language);
  }

  /** Left in the build folder for a look with one's own eyes. */
  private static void preview(String name, String html) throws IOException {
    Files.createDirectories(PREVIEWS);
    Files.writeString(PREVIEWS.resolve(name + ".html"), html);
  }

  private enum Sample {
    NUMBER,
    ALARM,
    REFUSAL,
    DOUBTFUL,
    KNOWN;

    ReportInput input() {
      return switch (this) {
        case NUMBER -> SampleReports.number();
        case ALARM -> SampleReports.alarm();
        case REFUSAL -> SampleReports.refusal();
        case DOUBTFUL -> SampleReports.doubtful();
        case KNOWN -> SampleReports.known();
      };
    }
  }
}
