package io.cellwitness.report;

import io.cellwitness.report.jose.PublicJwk;
import io.cellwitness.report.jose.Sha256;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.jose.StrictJson;
import io.cellwitness.report.qr.QrText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.node.ObjectNode;

/**
 * The report as it is signed: a W3C Verifiable Credential 2.0 whose {@code credentialSubject} is
 * the report (schema {@code report-1.json}).
 */
public final class ReportPayload {

  /** Name and version of the report's layout. */
  public static final String SCHEMA = "cellwitness-report/1";

  /** Media type of the signed file (W3C VC-JOSE-COSE section 3.1.1). */
  public static final String TYP = "vc+jwt";

  /** Media type of what is signed. */
  public static final String CTY = "vc";

  /** Issuers are named by their key (RFC 9278). */
  public static final String ISSUER_PREFIX = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:";

  private ReportPayload() {}

  /**
   * Writes and signs a report. The same input and key give the same bytes.
   *
   * @param input everything in it
   * @param key the gateway's key
   * @return the signed report
   */
  public static SignedReport sign(ReportInput input, SigningKey key) {
    ObjectNode report = ReportWriter.write(input);
    byte[] payload = StrictJson.write(credential(input, report, key.publicKey()));
    String jws = key.signCompact(TYP, CTY, payload);
    String qr = QrText.sign(report, Sha256.of(payload), key);
    return new SignedReport(input.reportId(), jws, payload, qr, input.vin());
  }

  private static ObjectNode credential(ReportInput input, ObjectNode report, PublicJwk key) {
    ObjectNode credential = StrictJson.object();
    credential
        .putArray("@context")
        .add("https://www.w3.org/ns/credentials/v2")
        .add("https://www.w3.org/ns/credentials/undefined-terms/v2");
    credential.put("id", "urn:uuid:" + input.reportId());
    credential.putArray("type").add("VerifiableCredential").add("BatteryHealthReport");
    credential
        .putObject("issuer")
        .put("id", ISSUER_PREFIX + key.thumbprint())
        .put("name", input.gateway().name());
    credential.put("validFrom", instant(input.issued().wall()));
    credential.put("_sd_alg", "sha-256");
    credential.set("credentialSubject", report);
    return credential;
  }

  /** Milliseconds are as fine as any clock here is true. */
  static String instant(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
