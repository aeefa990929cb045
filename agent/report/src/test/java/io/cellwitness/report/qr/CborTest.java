package io.cellwitness.report.qr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cellwitness.report.jose.Malformed;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborTest {

  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest(name = "RFC 8949 appendix A: {0}")
  @CsvSource({
    "0, 00",
    "1, 01",
    "10, 0a",
    "23, 17",
    "24, 1818",
    "25, 1819",
    "100, 1864",
    "1000, 1903e8",
    "1000000, 1a000f4240",
    "1000000000000, 1b000000e8d4a51000",
    "-1, 20",
    "-10, 29",
    "-100, 3863",
    "-1000, 3903e7"
  })
  void integers(long value, String hex) throws Malformed {
    assertEquals(hex, HEX.formatHex(new Cbor.Int(value).encode()));
    assertEquals(new Cbor.Int(value), CborReader.read(HEX.parseHex(hex)));
  }

  @Test
  void textsListsMapsAndTags() throws Malformed {
    assertCode("6161", new Cbor.Text("a"));
    assertCode("62c3bc", new Cbor.Text("\u00fc"));
    assertCode("4401020304", new Cbor.Bytes(new byte[] {1, 2, 3, 4}));
    assertCode("80", new Cbor.Array(List.of()));
    assertCode("83010203", new Cbor.Array(List.of(i(1), i(2), i(3))));
    assertCode("a201020304", new Cbor.Struct(Map.of(3L, i(4), 1L, i(2))));
    assertCode("c11a514b67b0", new Cbor.Tagged(1, i(1363896240)));
  }

  @Test
  void keysSortAsTheirEncodings() {
    // RFC 8949 section 4.2.1: 10, 100, -1 encode as 0a, 1864, 20 and stand in that order.
    Cbor map = new Cbor.Struct(Map.of(-1L, i(0), 100L, i(0), 10L, i(0), -65537L, i(0)));
    assertEquals("a40a0018640020003a0001000000", HEX.formatHex(map.encode()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1800",
        "190017",
        "1a0000ffff", // longer than needed
        "5f4101ff",
        "9fff",
        "bfff", // indefinite lengths
        "a203040102", // keys in the wrong order
        "a201020103", // a key twice
        "a1616102", // a text as key
        "f4",
        "f6",
        "f90000",
        "fb3ff0000000000000", // simple values and floats
        "0000",
        "4401",
        "8201",
        "61ff", // trailing, cut off, not UTF-8
        "1bffffffffffffffff",
        "5b7fffffffffffffff",
        "9b7fffffffffffffff",
        "81818181818181818181818180" // nested too deeply
      })
  void refusesEverythingElse(String hex) {
    assertThrows(Malformed.class, () -> CborReader.read(HEX.parseHex(hex)));
  }

  @Test
  void randomBytesEitherComeBackTheSameOrAreRefused() {
    Random random = new Random(9);
    int accepted = 0;
    for (int n = 0; n < 200_000; n++) {
      byte[] bytes = new byte[1 + random.nextInt(12)];
      random.nextBytes(bytes);
      try {
        assertEquals(HEX.formatHex(bytes), HEX.formatHex(CborReader.read(bytes).encode()));
        accepted++;
      } catch (Malformed expected) {
        continue;
      }
    }
    assertEquals(true, accepted > 1000, "the test met valid encodings, too: " + accepted);
  }

  private static void assertCode(String hex, Cbor value) throws Malformed {
    assertEquals(hex, HEX.formatHex(value.encode()));
    assertEquals(value, CborReader.read(HEX.parseHex(hex)));
  }

  private static Cbor i(long value) {
    return new Cbor.Int(value);
  }
}
