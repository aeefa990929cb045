package io.cellwitness.report.jose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StrictJsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{\"o\":{\"a\":1,\"b\":0,\"a\":1}}",
        "{\"a\":1,\"\\u0061\":2}",
        "{} {}",
        "{}x",
        "",
        "[]",
        "null",
        "{\"a\":NaN}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":01}",
        "{/* c */}",
        "\uFEFF{}"
      })
  void refusesWhatAnotherReaderMightReadDifferently(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThrows(Malformed.class, () -> StrictJson.parseObject(bytes, 1000));
  }

  @Test
  void refusesOtherEncodingsThanUtf8() {
    byte[] latin1 = "{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThrows(Malformed.class, () -> StrictJson.parseObject(latin1, 1000));
    // A lenient reader would take these for JSON by the pattern of their zero bytes.
    byte[] utf16 = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);
    assertThrows(Malformed.class, () -> StrictJson.parseObject(utf16, 1000));
    byte[] utf32 = "{\"a\":1}".getBytes(java.nio.charset.Charset.forName("UTF-32BE"));
    assertThrows(Malformed.class, () -> StrictJson.parseObject(utf32, 1000));
  }

  @Test
  void isBounded() {
    byte[] deep = ("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}").getBytes();
    assertThrows(Malformed.class, () -> StrictJson.parseObject(deep, 1 << 20));
    byte[] digits = ("{\"a\":" + "9".repeat(100_000) + "}").getBytes();
    assertThrows(Malformed.class, () -> StrictJson.parseObject(digits, 1 << 20));
    assertThrows(Malformed.class, () -> StrictJson.parseObject("{\"a\":1}".getBytes(), 6));
  }

  /** The same bytes as Jackson's own mapper, which the first reports were signed with. */
  @Test
  void writesWhatJacksonsMapperWrites() throws Malformed {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    String text =
        "{\"a\":[1,-2147483649,9223372036854775808,0.10,-0.0,1E+3,12345678901234567890.5],"
            + "\"b\":{},\"c\":[],\"d\":null,\"e\":[true,false,{\"f\":[[],{\"g\":\"\"}]}],"
            + "\"h\\n\\u0001\":\"\\\"\\\\/\\u2028\u00e9\u8eca\\uD83D\\uDE97\"}";
    ObjectNode ours = StrictJson.parseObject(text.getBytes(StandardCharsets.UTF_8), 1000);
    assertEquals(mapper.readTree(text), ours);
    ours.put("double", 0.1).put("float", 0.1f).put("short", (short) 7).put("not", Double.NaN);
    assertArrayEquals(mapper.writeValueAsBytes(ours), StrictJson.write(ours));
    assertEquals(
        mapper.writerWithDefaultPrettyPrinter().writeValueAsString(ours) + "\n",
        new String(StrictJson.writeReadable(ours), StandardCharsets.UTF_8));
  }

  @Test
  void decimalsKeepTheirDigits() throws Malformed {
    byte[] bytes =
        StrictJson.write(
            StrictJson.object()
                .put("a", new BigDecimal("91.20"))
                .put("b", new BigDecimal("1E+3"))
                .put("c", new BigDecimal("0.000001")));
    String text = "{\"a\":91.20,\"b\":1000,\"c\":0.000001}";
    assertEquals(text, new String(bytes, StandardCharsets.UTF_8));
    assertEquals(
        text,
        new String(StrictJson.write(StrictJson.parseObject(bytes, 100)), StandardCharsets.UTF_8));
  }
}
