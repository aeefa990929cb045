package io.cellwitness.report.qr;

import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.SigningKey;
import tools.jackson.databind.node.ObjectNode;

/**
 * The text of a report's QR code: {@code CW1:} and the base45 form of a COSE_Sign1 message, the way
 * of the EU's health certificates without their compression. It carries the hash of the signed
 * report, so that the two belong together.
 */
public final class QrText {

  /** What every code begins with. */
  public static final String PREFIX = "CW1:";

  /**
   * Longest text written, characters: a code of version 17 at level M, which phones read well.
   * Every claim is bounded, so no report makes a longer one.
   */
  public static final int MAX_WRITTEN = 600;

  /** Longest text read, characters. */
  public static final int MAX_CHARACTERS = 2000;

  private QrText() {}

  /**
   * Signs the claims of a report.
   *
   * @param report the report
   * @param payloadHash SHA-256 of its signed payload, 32 bytes
   * @param key the key that signed it
   * @return text of a code
   */
  public static String sign(ObjectNode report, byte[] payloadHash, SigningKey key) {
    return PREFIX + Base45.encode(CoseSign1.sign(QrClaims.of(report, payloadHash), key));
  }

  /**
   * Takes a code's text apart; nothing of it is believed yet.
   *
   * @param text with its prefix, exactly
   * @return the signed message
   * @throws Malformed when it is no such text
   */
  public static CoseSign1 parse(String text) throws Malformed {
    if (!text.startsWith(PREFIX) || text.length() > MAX_CHARACTERS) {
      throw new Malformed("no text that begins with " + PREFIX);
    }
    return CoseSign1.parse(Base45.decode(text.substring(PREFIX.length())));
  }

  /**
   * Reads the claims of a message whose signature holds.
   *
   * @param message signed
   * @return the members of a report that a code can carry
   * @throws Malformed when it holds something else
   */
  public static ObjectNode claims(CoseSign1 message) throws Malformed {
    return QrClaims.read(message.payload());
  }
}
