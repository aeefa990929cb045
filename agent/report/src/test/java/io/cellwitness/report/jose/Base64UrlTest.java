package io.cellwitness.report.jose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {

  @Test
  void encodesTheExampleOfRfc7515AppendixC() throws Malformed {
    byte[] octets = {3, (byte) 236, (byte) 255, (byte) 224, (byte) 193};
    assertEquals("A-z_4ME", Base64Url.encode(octets));
    assertArrayEquals(octets, Base64Url.decode("A-z_4ME"));
  }

  @Test
  void everyLengthComesBack() throws Malformed {
    Random random = new Random(5);
    for (int length = 0; length < 200; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertArrayEquals(bytes, Base64Url.decode(Base64Url.encode(bytes)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A",
        "AAAAA", // impossible lengths
        "AB",
        "AAB", // unused bits not zero: 'AA' and 'AAA' say the same bytes
        "AA==",
        "A-z_4ME=", // padding
        "A+z_",
        "A/z_", // the other alphabet
        "AA AA",
        "AAAA\n",
        "AA\u00c4A",
        "AA\u0000A"
      })
  void refusesEverySecondSpelling(String text) {
    assertThrows(Malformed.class, () -> Base64Url.decode(text));
  }
}
