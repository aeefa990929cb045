package io.cellwitness.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressTest {

  @ParameterizedTest
  @CsvSource({
    "elm327:tcp://127.0.0.1:35000, elm327, tcp://127.0.0.1:35000,",
    "ELM327:/dev/ttyUSB0, elm327, /dev/ttyUSB0,",
    "replay:a/b.csv.gz#nasa_b29_001, replay, a/b.csv.gz, nasa_b29_001",
    "sim:, sim, '',",
  })
  void splitsSchemeTargetAndSession(String text, String scheme, String target, String fragment) {
    SourceAddress address = SourceAddress.parse(text);
    assertEquals(new SourceAddress(scheme, target, Optional.ofNullable(fragment)), address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "charge.csv", "/dev/ttyUSB0", "c:\\charge.csv"})
  void refusesTextWithoutScheme(String text) {
    assertThrows(IllegalArgumentException.class, () -> SourceAddress.parse(text));
  }

  @Test
  void printsAsItWasWritten() {
    assertEquals("replay:x#1", SourceAddress.parse("replay:x#1").toString());
  }
}
