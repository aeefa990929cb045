package io.cellwitness.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.VehicleFacts;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What the session showed of the vehicle profile stands in the report, in every language. */
class LimitsTest {

  private static final VehicleFacts FACTS = SampleReports.number().vehicle();

  @Test
  void whatIsSaidOfTheProfileComesFirst() {
    check(VehicleFacts.PROOF_HELD, "PROFILE_IMPORTED_HELD");
    check(VehicleFacts.PROOF_OPEN, "PROFILE_IMPORTED");
    check(VehicleFacts.PROOF_BROKEN, "PROFILE_CONTRADICTED");
  }

  private static void check(String proof, String code) {
    VehicleFacts learnt = FACTS.withLearnt(Map.of(VehicleFacts.PROFILE_PROOF, proof));
    assertEquals(code, Limits.of(learnt).get(0).code());
    assertEquals(Limits.of(FACTS).size() + 1, Limits.of(learnt).size());
  }

  @Test
  void aProvedProfileNeedsNoWords() {
    assertFalse(Limits.of(FACTS).stream().anyMatch(l -> l.code().startsWith("PROFILE")));
  }

  @Test
  void everyLimitHasItsTextInEveryLanguage() throws Exception {
    for (String language : List.of("", "_nl", "_de", "_fr")) {
      Properties texts = new Properties();
      String file = "html/messages" + language + ".properties";
      try (InputStream in = Limits.class.getResourceAsStream(file)) {
        texts.load(new java.io.InputStreamReader(in, java.nio.charset.StandardCharsets.UTF_8));
      }
      for (String proof :
          List.of(VehicleFacts.PROOF_HELD, VehicleFacts.PROOF_OPEN, VehicleFacts.PROOF_BROKEN)) {
        for (Limits.Limit limit :
            Limits.of(FACTS.withLearnt(Map.of(VehicleFacts.PROFILE_PROOF, proof)))) {
          String text = texts.getProperty("limit." + limit.code(), "");
          assertTrue(text.length() > 40, file + " lacks limit." + limit.code());
        }
      }
    }
  }
}
