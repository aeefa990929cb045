package io.cellwitness.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.report.html.View.Figure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An interval must not look narrower than it is. */
class FigureTest {

  private static Figure figure(String value, String uncertainty) {
    return new Figure(
        new BigDecimal(value),
        "%",
        Optional.of(new BigDecimal(uncertainty)),
        "B",
        "a method",
        List.of(),
        Optional.empty());
  }

  @Test
  void bothEndsLoseTheirDigitsOutwards() {
    // Rounded to the nearest, 84.29 to 103.21 would read 84.3 to 103.2.
    Figure figure = figure("93.75", "9.46");
    assertEquals(new BigDecimal("84.2"), figure.shownLow());
    assertEquals(new BigDecimal("103.3"), figure.shownHigh());
    assertTrue(figure.shownLow().compareTo(figure.low()) <= 0);
    assertTrue(figure.shownHigh().compareTo(figure.high()) >= 0);
  }

  @Test
  void anEndThatIsShownWholeStaysAsItIs() {
    assertEquals(new BigDecimal("84.3"), figure("93.80", "9.50").shownLow());
    assertEquals(new BigDecimal("103.3"), figure("93.80", "9.50").shownHigh());
  }
}
