package io.cellwitness.report.qr;

import io.cellwitness.report.jose.SigningKey;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A QR code stage by stage, for tests that go wrong at one of them on purpose.
 *
 * @param claims CBOR claim set
 * @param header protected header
 * @param toBeSigned Sig_structure of RFC 9052 section 4.4
 * @param cose COSE_Sign1 message
 * @param base45 the message in base45
 */
public record QrStages(
    byte[] claims, byte[] header, byte[] toBeSigned, byte[] cose, String base45) {

  /** COSE's number for Ed25519 (RFC 9864). */
  public static final long ED25519 = -19;

  /** The text of the code. */
  public String text() {
    return QrText.PREFIX + base45;
  }

  /** Signs with any algorithm number and key id in the header. */
  public static QrStages sign(byte[] claims, long alg, byte[] kid, SigningKey key) {
    byte[] header =
        new Cbor.Struct(Map.of(1L, new Cbor.Int(alg), 4L, new Cbor.Bytes(kid))).encode();
    byte[] toBeSigned = CoseSign1.toBeSigned(header, claims);
    return of(claims, header, key.sign(toBeSigned));
  }

  /** Puts a signature beside a header and claims it may not fit. */
  public static QrStages of(byte[] claims, byte[] header, byte[] signature) {
    Cbor message =
        new Cbor.Array(
            List.of(
                new Cbor.Bytes(header),
                new Cbor.Struct(Map.of()),
                new Cbor.Bytes(claims),
                new Cbor.Bytes(signature)));
    byte[] cose = new Cbor.Tagged(18, message).encode();
    return new QrStages(
        claims, header, CoseSign1.toBeSigned(header, claims), cose, Base45.encode(cose));
  }

  /** The same code with other bytes as its message. */
  public QrStages withCose(byte[] bytes) {
    return new QrStages(claims, header, toBeSigned, bytes, Base45.encode(bytes));
  }

  /** The claims of a report. */
  public static byte[] claims(ObjectNode report, byte[] payloadHash) {
    return QrClaims.of(report, payloadHash);
  }
}
