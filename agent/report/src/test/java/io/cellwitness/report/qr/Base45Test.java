package io.cellwitness.report.qr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cellwitness.report.jose.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base45Test {

  @ParameterizedTest(name = "RFC 9285 section 4: {0}")
  @CsvSource({"AB, BB8", "Hello!!, %69 VD92EX0", "base-45, UJCLQE7W581", "ietf!, QED8WEX0"})
  void examples(String text, String code) throws Malformed {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    assertEquals(code, Base45.encode(bytes));
    assertArrayEquals(bytes, Base45.decode(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "AAAA", ":::", "GGW", "::", "V5", "bb8", "B B\u00e4", "=00"})
  void refusesImpossibleTexts(String code) {
    assertThrows(Malformed.class, () -> Base45.decode(code));
  }

  @Test
  void everyLengthComesBack() throws Malformed {
    Random random = new Random(2);
    for (int length = 0; length < 300; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertArrayEquals(bytes, Base45.decode(Base45.encode(bytes)));
    }
  }
}
