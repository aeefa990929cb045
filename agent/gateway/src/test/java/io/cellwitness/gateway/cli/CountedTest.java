package io.cellwitness.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CountedTest {

  @Test
  void oneIsNotMany() {
    assertEquals("0 readings", Counted.of(0, "reading"));
    assertEquals("1 reading", Counted.of(1, "reading"));
    assertEquals("2 entries", Counted.of(2, "entry", "entries"));
  }

  @Test
  void bytesNeverReachAThousandOfAPrefix() {
    assertEquals("1 byte", Counted.bytes(1));
    assertEquals("999 bytes", Counted.bytes(999));
    assertEquals("1.0 kB", Counted.bytes(1000));
    assertEquals("999.9 kB", Counted.bytes(999_949));
    assertEquals("1.0 MB", Counted.bytes(999_950));
    assertEquals("97.6 MB", Counted.bytes(97_600_000));
    assertEquals("9223372.0 TB", Counted.bytes(Long.MAX_VALUE));
  }
}
