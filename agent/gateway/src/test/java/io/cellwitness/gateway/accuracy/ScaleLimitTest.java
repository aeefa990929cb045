package io.cellwitness.gateway.accuracy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cellwitness.api.DriverException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleLimitTest {

  @Test
  void theScaleNearestToTheTrueOneCounts() throws DriverException {
    ScaleLimit.Question asked = factor -> factor < 0.91 || factor > 1.25 ? "FOUND" : "";
    assertEquals(new ScaleLimit("FOUND", 0.90), ScaleLimit.search(asked, -1));
    assertEquals(new ScaleLimit("FOUND", 1.26), ScaleLimit.search(asked, 1));
    assertEquals(new ScaleLimit(ScaleLimit.NEVER, 0.60), ScaleLimit.search(factor -> "", -1));
  }

  @Test
  void groupsAreOrderedBySizeAndTheirScalesOutwards() {
    List<ScaleLimit> limits =
        List.of(
            new ScaleLimit("A", 0.7),
            new ScaleLimit("B", 0.8),
            new ScaleLimit("B", 0.96),
            new ScaleLimit("B", 0.9));
    assertEquals("B", ScaleLimit.grouped(limits).get(0).getKey());
    assertArrayEquals(
        new double[] {0.96, 0.9, 0.8},
        ScaleLimit.outwards(ScaleLimit.grouped(limits).get(0).getValue()));
  }
}
