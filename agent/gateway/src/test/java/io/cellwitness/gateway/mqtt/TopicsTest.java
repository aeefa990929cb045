package io.cellwitness.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

  private final Topics topics = new Topics("cw", "garage", "bay-1");

  @Test
  void areThoseOfTheDesign() {
    assertEquals("cw/garage/bay-1/status", topics.status());
    assertEquals("cw/garage/bay-1/report/p1", topics.report("p1"));
    assertEquals("cw/garage/bay-1/telemetry/p1", topics.telemetry("p1"));
    assertEquals("cw/garage/bay-1/event", topics.event());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "#", "+", "$SYS", "a b", "ä"})
  void aNameIsExactlyOneLevel(String name) {
    assertThrows(IllegalArgumentException.class, () -> new Topics("cw", name, "gw"));
    assertThrows(IllegalArgumentException.class, () -> topics.report(name));
  }
}
