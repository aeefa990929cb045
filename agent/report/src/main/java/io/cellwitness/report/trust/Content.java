package io.cellwitness.report.trust;

import io.cellwitness.report.ReportPayload;
import io.cellwitness.report.jose.Jws;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.Sha256;
import io.cellwitness.report.jose.StrictJson;
import io.cellwitness.report.qr.CoseSign1;
import io.cellwitness.report.qr.QrText;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/**
 * A signed thing taken apart: a report or the text of its QR code. Its content is read only once
 * the signature holds.
 */
sealed interface Content {

  /** Claimed algorithm, by its JOSE name. */
  String alg();

  /** Claimed key. */
  String kid();

  /** What the signature covers. */
  byte[] signed();

  /** The signature. */
  byte[] signature();

  /**
   * Whether everything beside algorithm and key says that this is a report.
   *
   * @throws Malformed when it says something else
   */
  void checkType() throws Malformed;

  /**
   * What is signed.
   *
   * @return the statement
   * @throws Malformed when it is no report
   */
  Statement read() throws Malformed;

  /**
   * What a signed thing says.
   *
   * @param issuer id of the claimed issuer
   * @param issuerName its claimed name, empty text for none
   * @param report the report, or as much of it as a QR code carries
   * @param payloadHash SHA-256 of the report's payload, hexadecimal
   * @param code whether this is only a QR code
   */
  record Statement(
      String issuer, String issuerName, ObjectNode report, String payloadHash, boolean code) {}

  /**
   * Takes bytes apart.
   *
   * @param file a report or a code's text, exactly
   * @return its parts
   * @throws Malformed when it is neither
   */
  static Content parse(byte[] file) throws Malformed {
    for (byte b : file) {
      if (b < 0) {
        throw new Malformed("a byte that is not ASCII");
      }
    }
    String text = new String(file, StandardCharsets.US_ASCII);
    return text.startsWith(QrText.PREFIX)
        ? new Code(QrText.parse(text))
        : new Report(Jws.parse(text));
  }

  /** A report. */
  record Report(Jws jws) implements Content {
    @Override
    public String alg() {
      return jws.alg();
    }

    @Override
    public String kid() {
      return jws.kid();
    }

    @Override
    public byte[] signed() {
      return jws.signingInput();
    }

    @Override
    public byte[] signature() {
      return jws.signature();
    }

    @Override
    public void checkType() throws Malformed {
      if (!jws.header().path("typ").asString("").equals(ReportPayload.TYP)) {
        throw new Malformed("the header does not say typ " + ReportPayload.TYP);
      }
    }

    @Override
    public Statement read() throws Malformed {
      ObjectNode credential = StrictJson.parseObject(jws.payload(), Jws.MAX_BYTES);
      if (credential.path("credentialSubject") instanceof ObjectNode report
          && report.path("schema").asString("").equals(ReportPayload.SCHEMA)) {
        return new Statement(
            credential.path("issuer").path("id").asString(""),
            credential.path("issuer").path("name").asString(""),
            report,
            Sha256.hex(jws.payload()),
            false);
      }
      throw new Malformed("no report of layout " + ReportPayload.SCHEMA);
    }
  }

  /** The text of a QR code. */
  record Code(CoseSign1 message) implements Content {
    @Override
    public String alg() {
      return message.algName();
    }

    @Override
    public String kid() {
      return message.keyId();
    }

    @Override
    public byte[] signed() {
      return message.signed();
    }

    @Override
    public byte[] signature() {
      return message.signature();
    }

    @Override
    public void checkType() {
      // The prefix and the tag have said it.
    }

    @Override
    public Statement read() throws Malformed {
      ObjectNode claims = QrText.claims(message);
      return new Statement(
          ReportPayload.ISSUER_PREFIX + kid(),
          "",
          claims,
          claims.path("payloadHash").asString(""),
          true);
    }
  }
}
