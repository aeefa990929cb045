package io.cellwitness.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Contrast of the page's colours, computed as WCAG 2.2 says (1.4.3: 4.5, 1.4.11: 3). */
class ContrastTest {

  private static final String PAPER = "#ffffff";
  private static final String TILE = "#f1f5f9";
  private static final String ALARM = "#fdeceb";
  private static final String WARNING = "#fff5e0";
  private static final String BANNER = "#f5f0fc";

  /** Each text colour of the style sheet with what lies behind it somewhere on the page. */
  private static final Map<String, List<String>> TEXT_ON =
      Map.of(
          "#1b2733", List.of(PAPER, TILE, ALARM, WARNING),
          "#14406f", List.of(PAPER),
          "#55616d", List.of(PAPER, TILE, ALARM, WARNING),
          "#1f5fa8", List.of(PAPER),
          "#432a6a", List.of(BANNER),
          "#8c1d18", List.of(ALARM),
          "#6b4000", List.of(WARNING));

  /** Behind the page there is only its margin. */
  private static final String MARGIN = "#eef1f4";

  @Test
  void blackOnWhiteIsTwentyOne() {
    assertEquals(21, contrast("#000000", PAPER), 1e-9);
    // The grey that W3C's own examples give as the lightest to pass on white.
    assertEquals(4.54, contrast("#767676", PAPER), 0.005);
  }

  @Test
  void everyTextColourStandsOutFromWhatIsBehindIt() throws Exception {
    String css = css();
    assertEquals(TEXT_ON.keySet(), found(css, "[;{ ]color: *(#[0-9a-f]{6})"), "text colours");
    assertEquals(
        Set.of(PAPER, TILE, ALARM, WARNING, BANNER, MARGIN),
        found(css, "background: *(#[0-9a-f]{6})"),
        "backgrounds");
    TEXT_ON.forEach(
        (colour, backgrounds) ->
            backgrounds.forEach(
                background -> {
                  double contrast = contrast(colour, background);
                  assertTrue(contrast >= 4.5, colour + " on " + background + ": " + contrast);
                }));
  }

  @Test
  void everyWordAndLineInAPictureStandsOut() {
    for (String word : List.of(Svg.INK, Svg.GREY, Svg.BLUE, Svg.ORANGE, Svg.TEAL, Svg.RED)) {
      assertTrue(contrast(word, PAPER) >= 4.5, word + ": " + contrast(word, PAPER));
    }
    // What the car says is marked across the measured band.
    assertTrue(contrast(Svg.ORANGE, Svg.PALE) >= 3, "mark on band");
    assertTrue(contrast(Svg.BLUE, Svg.PALE) >= 3, "value on band");
  }

  private static Set<String> found(String css, String pattern) {
    return Pattern.compile(pattern)
        .matcher(css)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String colour) {
    int rgb = Integer.parseInt(colour.substring(1), 16);
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
  }

  private static double linear(int channel) {
    double c = (channel & 0xff) / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  private static String css() throws Exception {
    try (var in = HtmlReport.class.getResourceAsStream("style.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
