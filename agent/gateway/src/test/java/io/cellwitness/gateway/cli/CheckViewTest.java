package io.cellwitness.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cellwitness.gateway.session.CheckProgress;
import io.cellwitness.health.Progress;
import io.cellwitness.health.RefusalCode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CheckViewTest {

  @Test
  void lineShowsPhaseSocElapsedWidthEstimateAndHint() {
    CheckProgress progress =
        new CheckProgress(
            "charging",
            4989,
            12_000,
            OptionalDouble.of(62.5),
            OptionalDouble.of(32),
            new Progress(54.5, Optional.of(150.0), Optional.of(8.0), List.of(), "20 more minutes"));
    assertEquals(
        "charging   [#############·······] SOC  62.5 %  1:23:09  ΔSOC 54.5  150.0 ± 12.0 Ah"
            + "  20 more minutes",
        line(progress));
  }

  @Test
  void withoutAnEstimateTheLineShowsNone() {
    CheckProgress progress =
        new CheckProgress(
            "reading",
            65,
            10,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            new Progress(
                0, Optional.empty(), Optional.empty(), List.of(RefusalCode.NO_WINDOW), ""));
    assertEquals("reading    1:05  ΔSOC  0.0", line(progress));
  }

  private static String line(CheckProgress progress) {
    return CheckView.line(progress);
  }
}
