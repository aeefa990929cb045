package io.cellwitness.report.qr;

import io.cellwitness.report.jose.Malformed;
import java.io.ByteArrayOutputStream;

/**
 * Base45 (RFC 9285): two bytes in three characters of a QR code's alphanumeric mode. Strict: one
 * text for each sequence of bytes.
 */
final class Base45 {

  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  private static final int BASE = 45;

  private Base45() {}

  static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length * 3 / 2 + 2);
    for (int i = 0; i + 1 < bytes.length; i += 2) {
      int value = (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff;
      text.append(ALPHABET.charAt(value % BASE));
      text.append(ALPHABET.charAt(value / BASE % BASE));
      text.append(ALPHABET.charAt(value / BASE / BASE));
    }
    if (bytes.length % 2 == 1) {
      int value = bytes[bytes.length - 1] & 0xff;
      text.append(ALPHABET.charAt(value % BASE)).append(ALPHABET.charAt(value / BASE));
    }
    return text.toString();
  }

  static byte[] decode(String text) throws Malformed {
    if (text.length() % 3 == 1) {
      throw new Malformed("base45 of an impossible length");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() * 2 / 3 + 1);
    for (int i = 0; i < text.length(); i += 3) {
      boolean pair = i + 2 < text.length();
      int value = digit(text, i) + BASE * digit(text, i + 1);
      value += pair ? BASE * BASE * digit(text, i + 2) : 0;
      if (value > (pair ? 0xffff : 0xff)) {
        throw new Malformed("base45 of a number that is too large");
      }
      if (pair) {
        bytes.write(value >> 8);
      }
      bytes.write(value & 0xff);
    }
    return bytes.toByteArray();
  }

  private static int digit(String text, int index) throws Malformed {
    int digit = ALPHABET.indexOf(text.charAt(index));
    if (digit < 0) {
      throw new Malformed("a character that base45 does not have");
    }
    return digit;
  }
}
