package io.cellwitness.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.cellwitness.report.jose.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ReportPayloadTest {

  private static final Path CONFIG = Path.of("..", "..", "config");

  @Test
  void everyKindOfReportFollowsItsSchemas() throws Exception {
    for (ReportInput input :
        List.of(SampleReports.number(), SampleReports.alarm(), SampleReports.refusal())) {
      SignedReport signed = ReportPayload.sign(input, SampleReports.KEY);
      assertEquals(List.of(), errors("report-1.json", signed.report()));
      assertEquals(List.of(), errors("report-credential-1.json", signed.credential()));
    }
  }

  @Test
  void theSchemaRefusesAMeasuredNumberWithoutUncertainty() throws Exception {
    ObjectNode report = ReportPayload.sign(SampleReports.number(), SampleReports.KEY).report();
    ((ObjectNode) report.path("results").path(0)).remove("uncertainty");
    assertFalse(errors("report-1.json", report).isEmpty());
  }

  @Test
  void theExampleTrustListFollowsItsSchema() throws Exception {
    byte[] example = Files.readAllBytes(CONFIG.resolve("trust").resolve("example.json"));
    assertEquals(List.of(), errors("report-trust-1.json", StrictJson.parseObject(example, 10_000)));
    assertArrayEquals(
        example, io.cellwitness.report.trust.TrustList.parse(example).write(), "as we write it");
  }

  @Test
  void theSameInputGivesTheSameBytes() {
    SignedReport one = ReportPayload.sign(SampleReports.number(), SampleReports.KEY);
    SignedReport two = ReportPayload.sign(SampleReports.number(), SampleReports.KEY);
    assertEquals(one.jws(), two.jws());
  }

  @Test
  void numbersAreDecimalsOfAFixedScale() {
    String text =
        new String(
            ReportPayload.sign(SampleReports.number(), SampleReports.KEY).payload(),
            StandardCharsets.UTF_8);
    assertTrue(text.contains("\"value\":164.31,\"unit\":\"Ah\",\"uncertainty\":6.40"), text);
    assertTrue(text.contains("\"relative\":0.033900"), text);
    assertFalse(text.matches("(?s).*[0-9][eE][-+0-9].*\"unit\".*[0-9][eE][-+][0-9]+[,}].*"), text);
  }

  @Test
  void theVinIsNowhereInTheSignedBytes() {
    SignedReport signed = ReportPayload.sign(SampleReports.number(), SampleReports.KEY);
    String payload = new String(signed.payload(), StandardCharsets.UTF_8);
    assertFalse(payload.contains(SampleReports.VIN));
    VinCommitment vin = signed.vin().orElseThrow();
    assertTrue(payload.contains("\"_sd\":[\"" + vin.digest() + "\"]"));
    assertFalse(vin.toString().contains(SampleReports.VIN));
    assertTrue(vin.isOf(SampleReports.VIN.toLowerCase(java.util.Locale.ROOT)));
  }

  @Test
  void theDigestIsThatOfSdJwt() throws Exception {
    // RFC 9901 section 4.2.3 hashes the disclosure text itself; its example, checked by hand here
    // with the same function that VinCommitment uses.
    String disclosure = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";
    assertEquals(
        "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0", new VinCommitment(disclosure).digest());
  }

  @Test
  void identifiersSortByTimeAndSayTheirVersion() {
    Random random = new Random(3);
    UUID earlier = UuidV7.at(Instant.parse("2026-03-14T15:42:07.250Z"), random);
    UUID later = UuidV7.at(Instant.parse("2026-03-14T15:42:07.251Z"), random);
    assertEquals(7, earlier.version());
    assertEquals(2, earlier.variant());
    assertTrue(earlier.toString().compareTo(later.toString()) < 0);
    assertEquals(
        Instant.parse("2026-03-14T15:42:07.250Z").toEpochMilli(),
        earlier.getMostSignificantBits() >>> 16);
  }

  private static List<String> errors(String schemaFile, JsonNode document) throws IOException {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    Schema schema =
        registry.getSchema(Files.readString(CONFIG.resolve("schemas").resolve(schemaFile)));
    return schema.validate(document).stream().map(Object::toString).toList();
  }
}
