package io.cellwitness.report;

import io.cellwitness.report.jose.Jws;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.Sha256;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.jose.StrictJson;
import io.cellwitness.report.qr.QrText;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report with its signature.
 *
 * @param reportId UUIDv7
 * @param jws compact JWS: what is published, stored and verified
 * @param payload the signed bytes, a Verifiable Credential
 * @param qr text of the QR code, bound to this report by its payload hash; empty when the report
 *     was taken up again and the key that signed it is gone
 * @param vin disclosure of the VIN, to be handed over separately or not at all
 */
public record SignedReport(
    UUID reportId, String jws, byte[] payload, String qr, Optional<VinCommitment> vin) {

  /**
   * Takes up a report that was signed before, to write its files again. It is not verified here.
   *
   * @param jws the signed bytes
   * @param vin its disclosure, when it is still there
   * @param key the gateway's present key; when it is the one that signed, it makes the same QR code
   * @return the report; its {@code qr} is empty when that key is gone
   * @throws Malformed when the bytes are no report
   */
  public static SignedReport of(String jws, Optional<VinCommitment> vin, Optional<SigningKey> key)
      throws Malformed {
    byte[] payload = Jws.parse(jws).payload();
    ObjectNode credential = StrictJson.parseObject(payload, payload.length);
    String id = credential.path("credentialSubject").path("reportId").asString("");
    SignedReport plain = new SignedReport(id(id), jws, payload, "", vin);
    String qr =
        key.filter(k -> k.publicKey().thumbprint().equals(plain.keyId()))
            .map(k -> QrText.sign(plain.report(), Sha256.of(payload), k))
            .orElse("");
    return new SignedReport(plain.reportId(), jws, payload, qr, vin);
  }

  /**
   * The hash by which the next report, the QR code and people name this one.
   *
   * @return SHA-256 of the payload, 64 lower-case hexadecimal digits
   */
  public String payloadHash() {
    return Sha256.hex(payload);
  }

  /**
   * The key that signed.
   *
   * @return RFC 7638 thumbprint, as the credential names its issuer
   */
  public String keyId() {
    String issuer = credential().path("issuer").path("id").asString("");
    return issuer.startsWith(ReportPayload.ISSUER_PREFIX)
        ? issuer.substring(ReportPayload.ISSUER_PREFIX.length())
        : "";
  }

  /**
   * The signed credential.
   *
   * @return a fresh copy
   */
  public ObjectNode credential() {
    try {
      return StrictJson.parseObject(payload, payload.length);
    } catch (Malformed e) {
      throw new IllegalStateException("a report that this program wrote cannot be read", e);
    }
  }

  /**
   * The report inside the credential: results, findings, alarms and all the rest.
   *
   * @return a fresh copy
   */
  public ObjectNode report() {
    return (ObjectNode) credential().get("credentialSubject");
  }

  private static UUID id(String text) throws Malformed {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new Malformed("its reportId is none");
    }
  }
}
