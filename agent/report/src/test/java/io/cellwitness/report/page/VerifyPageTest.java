package io.cellwitness.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellwitness.report.ReportPayload;
import io.cellwitness.report.SampleReports;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.trust.TrustList;
import io.cellwitness.report.trust.TrustedKey;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, without any network. */
class VerifyPageTest {

  private static final TrustList TRUST =
      TrustList.EMPTY.with(TrustedKey.active("Garage De Vries", SampleReports.KEY.publicKey()));
  private static final SignedReport REPORT =
      ReportPayload.sign(SampleReports.number(), SampleReports.KEY);

  @TempDir static Path folder;
  private static Path page;

  @BeforeAll
  static void build() throws IOException {
    page = Files.writeString(folder.resolve("verify.html"), VerifyPage.build(TRUST));
    Path previews = Files.createDirectories(Path.of("target", "previews"));
    Files.writeString(previews.resolve("verify.html"), VerifyPage.build(TRUST));
    Files.writeString(previews.resolve("verify-report.jws"), REPORT.jws());
  }

  @Test
  void fetchesNothing() {
    String html = VerifyPage.build(TRUST);
    assertTrue(html.contains("default-src 'none'"));
    assertFalse(Pattern.compile("https?://").matcher(html).find(), "no address anywhere");
    assertFalse(html.contains("@DATA@") || html.contains("@SCRIPT"), "every place is filled");
  }

  @Test
  void believesAGoodReportAndShowsItsFigures() throws Exception {
    String dom = open(page, REPORT.jws());
    assertEquals("true", valid(dom));
    assertEquals("pass", outcome(dom, "signature"));
    assertEquals("pass", outcome(dom, "issuer"));
    assertEquals("pass", outcome(dom, "chain"));
    assertEquals("unknown", outcome(dom, "vin"));
    assertTrue(dom.contains("164.31 ± 6.40&nbsp;Ah"), dom);
    assertTrue(dom.contains(REPORT.payloadHash()));
    String shown = dom.substring(dom.indexOf("id=\"results\""), dom.indexOf("id=\"facts\""));
    assertTrue(shown.indexOf("91.28") < shown.indexOf("164.31"), "health first");
    assertTrue(shown.contains("said by the car"), shown);
    assertFalse(Pattern.compile(">[a-z]+\\.[A-Za-z]+<").matcher(shown).find(), "a word is missing");
  }

  @Test
  void believesAGoodCode() throws Exception {
    String dom = open(page, REPORT.qr());
    assertEquals("true", valid(dom));
    assertEquals("pass", outcome(dom, "signature"));
    assertTrue(dom.contains("164.31 ± 6.40&nbsp;Ah"), dom);
    assertTrue(dom.contains(REPORT.payloadHash()));
  }

  @Test
  void refusesWhatWasTamperedWith() throws Exception {
    String jws = REPORT.jws();
    int middle = jws.length() / 2;
    char other = jws.charAt(middle) == 'A' ? 'B' : 'A';
    SigningKey stranger = SigningKey.generate();
    String header = jws.substring(jws.indexOf('.'));
    List<String> texts =
        List.of(
            jws.substring(0, middle) + other + jws.substring(middle + 1),
            jws + "A",
            jws.substring(0, jws.lastIndexOf('.') + 1),
            encode("{\"alg\":\"none\",\"kid\":\"" + kid() + "\",\"typ\":\"vc+jwt\"}") + header,
            encode(
                    "{\"alg\":\"Ed25519\",\"alg\":\"Ed25519\",\"kid\":\""
                        + kid()
                        + "\",\"typ\":\"vc+jwt\"}")
                + header,
            ReportPayload.sign(SampleReports.number(), stranger).jws(),
            REPORT.qr().substring(0, 60) + "0" + REPORT.qr().substring(61),
            REPORT.qr() + "0",
            "hello");
    for (String text : texts) {
      String dom = open(page, text);
      assertEquals("false", valid(dom), text);
      assertFalse(outcome(dom, "signature").equals("pass"), text);
      assertFalse(dom.contains("6.40&nbsp;Ah"), "nothing of it is shown");
    }
  }

  @Test
  void refusesARevokedKey() throws Exception {
    TrustList revoked =
        TrustList.EMPTY.with(
            new TrustedKey(
                "Thief",
                SampleReports.KEY.publicKey(),
                TrustedKey.Status.REVOKED,
                Optional.empty(),
                Optional.empty()));
    Path file = Files.writeString(folder.resolve("revoked.html"), VerifyPage.build(revoked));
    String dom = open(file, REPORT.jws());
    assertEquals("false", valid(dom));
    assertEquals("pass", outcome(dom, "signature"));
    assertEquals("fail", outcome(dom, "issuer"));
  }

  private static String open(Path file, String text) throws Exception {
    String fragment = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    Path profile = Files.createTempDirectory(folder, "profile");
    Path out = Files.createTempFile(folder, "dom", ".html");
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "chromium",
                  "--headless",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--disable-background-networking",
                  "--host-resolver-rules=MAP * ~NOTFOUND",
                  "--lang=en",
                  "--user-data-dir=" + profile,
                  "--virtual-time-budget=10000",
                  "--dump-dom",
                  file.toUri() + "#" + fragment)
              .redirectOutput(out.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "skipped: the Debian package chromium is not installed");
      throw e;
    }
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the browser answers");
    return Files.readString(out);
  }

  private static String valid(String dom) {
    return first(dom, "id=\"verdict\"[^>]*data-valid=\"(\\w+)\"");
  }

  private static String outcome(String dom, String check) {
    return first(dom, "data-check=\"" + check + "\" data-outcome=\"(\\w+)\"");
  }

  private static String first(String dom, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(dom);
    assertTrue(matcher.find(), pattern + " in " + dom.substring(Math.max(0, dom.length() - 3000)));
    return matcher.group(1);
  }

  private static String encode(String text) {
    return io.cellwitness.report.jose.Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String kid() {
    return SampleReports.KEY.publicKey().thumbprint();
  }
}
