package io.cellwitness.gateway.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The judge of the metrics must itself be strict. */
class OpenMetricsTextTest {

  private static final String GOOD =
      "# TYPE a_bytes gauge\n# UNIT a_bytes bytes\n# HELP a_bytes What.\na_bytes 1.5\n"
          + "# TYPE b counter\nb_total{k=\"x\\\"y\"} 2\n";

  @Test
  void whatTheSpecificationAllowsIsRead() {
    assertEquals(
        Map.of("a_bytes", 1.5, "b_total{k=\"x\\\"y\"}", 2.0),
        OpenMetricsText.parse(GOOD + "# EOF\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# TYPE a gauge\na 1\n",
        "# TYPE a gauge\na 1\n# EOF",
        "# TYPE a gauge\na 1\n# EOF\n\n",
        "# TYPE a gauge\n\na 1\n# EOF\n",
        "a 1\n# EOF\n",
        "# TYPE a counter\na 1\n# EOF\n",
        "# TYPE a counter\na_total -1\n# EOF\n",
        "# TYPE a_total counter\na_total_total 1\n# EOF\n",
        "# TYPE a info\na_info{v=\"1\"} 2\n# EOF\n",
        "# TYPE a gauge\n# UNIT a bytes\na 1\n# EOF\n",
        "# TYPE a gauge\na 1\n# HELP a Late.\n# EOF\n",
        "# TYPE a gauge\na 1\na 2\n# EOF\n",
        "# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# TYPE a gauge\n# EOF\n",
        "# TYPE a gauge\na{b=\"c} 1\n# EOF\n",
        "# TYPE a gauge\na{b=c} 1\n# EOF\n",
        "# TYPE a gauge\na NaNa\n# EOF\n",
        "# TYPE a gauge\na  1\n# EOF\n",
        "# A remark.\n# EOF\n",
        "# TYPE a blob\na 1\n# EOF\n"
      })
  void whatItForbidsIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> OpenMetricsText.parse(text));
  }
}
