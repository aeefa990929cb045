package io.cellwitness.report.passport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.cellwitness.report.ReportInput;
import io.cellwitness.report.ReportPayload;
import io.cellwitness.report.SampleReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PassportTest {

  private static final Path OURS = Path.of("..", "..", "config", "schemas", "passport-1.json");
  private static final Path CATENA_X =
      Path.of("src/test/resources/passport/catenax-battery-pass-6.1.0-performance-dynamic.json");

  @Test
  void everyKindOfReportIsValidByOurSchema() throws Exception {
    for (JsonNode passport : all()) {
      List<Error> errors = errors(OURS, SpecificationVersion.DRAFT_2020_12, passport);
      assertTrue(errors.isEmpty(), errors.toString());
    }
  }

  /** The model demands what nobody can measure in a workshop: that, and only that, is missing. */
  @Test
  void whatCatenaXDemandsIsThereOrDeclaredAbsent() throws Exception {
    for (JsonNode passport : all()) {
      Set<String> absent = absent(passport);
      JsonNode dynamic = passport.at("/catenaX/performance/dynamic");
      for (Error error : errors(CATENA_X, SpecificationVersion.DRAFT_4, dynamic)) {
        assertEquals("required", error.getKeyword(), error.toString());
        String path =
            "catenaX.performance.dynamic"
                + error.getInstanceLocation().toString().replace('/', '.')
                + "."
                + error.getProperty();
        assertTrue(
            absent.stream().anyMatch(a -> a.equals(path) || a.startsWith(path + ".")),
            path + " is neither given nor declared absent");
      }
    }
  }

  @Test
  void aMeasuredValueStandsInBothModelsWithItsFourFacts() {
    JsonNode passport = passport(SampleReports.number());
    assertEquals(
        "164.31",
        passport
            .at("/batteryPass/batteryCondition/remainingCapacity/remainingCapacityValue")
            .asString());
    assertEquals(
        "8.72", passport.at("/catenaX/performance/dynamic/capacity/fade/value").asString());
    JsonNode facts =
        passport.path("provenance").path("batteryPass.batteryCondition.remainingCapacity");
    assertEquals("measured", facts.path("originator").asString());
    assertEquals("6.40", facts.path("uncertainty").asString());
    assertEquals("soc-window/1", facts.path("method").asString());
    assertEquals("2026-03-14T15:40:00Z", facts.path("date").asString());
  }

  @Test
  void packResistanceIsThatOfAllElementsInSeries() {
    // 1.184 mOhm times 98 elements
    assertEquals(
        "0.116032",
        passport(SampleReports.number())
            .at("/catenaX/performance/dynamic/resistance/remaining/pack/value")
            .asString());
  }

  @Test
  void powerEfficiencyAndSelfDischargeAreGivenWhereTheyWereMeasured() throws Exception {
    JsonNode passport = passport(SampleReports.stationary());
    JsonNode dynamic = passport.at("/catenaX/performance/dynamic");
    assertEquals(9300, dynamic.at("/power/remaining/value").asDouble());
    assertEquals(7, dynamic.at("/power/fade/value").asDouble(), 1e-9);
    assertEquals(91.5, dynamic.at("/roundTripEfficiency/remaining/value").asDouble());
    assertEquals(1.2, dynamic.at("/selfDischargingRate/value").asDouble());
    List<Error> errors = errors(OURS, SpecificationVersion.DRAFT_2020_12, passport);
    assertTrue(errors.isEmpty(), errors.toString());
    assertTrue(
        absent(passport(SampleReports.number()))
            .contains("batteryPass.batteryCondition.remainingPowerCapability"));
  }

  @Test
  void aRefusalLeavesAGapWithTheRefusalsOwnReason() {
    JsonNode passport = passport(SampleReports.refusal());
    assertFalse(passport.at("/batteryPass/batteryCondition").has("remainingCapacity"));
    JsonNode reason =
        StreamSupport.stream(passport.path("absent").spliterator(), false)
            .filter(a -> a.path("path").asString().endsWith(".remainingCapacity"))
            .findFirst()
            .orElseThrow();
    assertEquals("SOC_WINDOW_TOO_SMALL", reason.path("code").asString());
    assertTrue(reason.path("reason").asString().contains("31.5 %"));
  }

  @Test
  void aSafetyAlarmIsANegativeEventAndNoAlarmIsNoClaimAboutThePast() {
    JsonNode alarm = passport(SampleReports.alarm());
    assertEquals(1, alarm.at("/batteryPass/batteryCondition/negativeEvents").size());
    assertEquals(1, alarm.at("/catenaX/performance/dynamic/negativeEvents").size());
    JsonNode calm = passport(SampleReports.number());
    assertFalse(calm.at("/batteryPass/batteryCondition").has("negativeEvents"));
    assertTrue(absent(calm).contains("batteryPass.batteryCondition.negativeEvents"));
  }

  private static Set<String> absent(JsonNode passport) {
    return StreamSupport.stream(passport.path("absent").spliterator(), false)
        .map(a -> a.path("path").asString())
        .collect(Collectors.toSet());
  }

  private static List<JsonNode> all() {
    return List.of(
        passport(SampleReports.number()),
        passport(SampleReports.alarm()),
        passport(SampleReports.refusal()));
  }

  private static JsonNode passport(ReportInput input) {
    return Passport.of(ReportPayload.sign(input, SampleReports.KEY));
  }

  private static List<Error> errors(Path schema, SpecificationVersion version, JsonNode document)
      throws IOException {
    return SchemaRegistry.withDefaultDialect(version)
        .getSchema(Files.readString(schema))
        .validate(document);
  }
}
