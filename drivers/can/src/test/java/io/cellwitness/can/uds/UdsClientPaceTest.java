package io.cellwitness.can.uds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cellwitness.can.FakeTime;
import io.cellwitness.can.isotp.Messages.Message;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How fast a car is asked is a promise of docs/concepts/bus-safety.md. */
class UdsClientPaceTest {

  private static final byte[] REQUEST = {0x22, 0x01, 0x01};
  private static final Ecu ECU = Ecu.plain(0x7E4, 0x7EC, 11);

  private final FakeTime time = new FakeTime();

  @ParameterizedTest
  @CsvSource({"20, 0.95", "5, 3.8", "1, 19"})
  void asksNoFasterThanToldAndNoSlowerThanNeeded(int perSecond, double seconds) throws Exception {
    UdsClient client = new UdsClient(new Answering(List.of()), perSecond, time);
    for (int i = 0; i < 20; i++) {
      client.ask(ECU, REQUEST);
    }
    assertEquals(seconds, time.seconds(), 0.01);
  }

  @Test
  void damageSlowsDownEightfoldAtMost() throws Exception {
    UdsClient client = new UdsClient(new Answering(List.of("a frame is missing")), 20, time);
    for (int i = 0; i < 4; i++) {
      client.ask(ECU, REQUEST);
    }
    double before = time.seconds();
    client.ask(ECU, REQUEST);
    assertEquals(3 * 8 * 0.05, time.seconds() - before, 0.01, "three tries, 0.4 s each");
  }

  /** Answers at once, with the same damage each time. */
  private record Answering(List<String> damage) implements Adapter {

    @Override
    public void open() {}

    @Override
    public Map<String, String> facts() {
      return Map.of();
    }

    @Override
    public Exchange exchange(Ecu ecu, byte[] request, boolean patient) {
      byte[] answer = {0x62, request[1], request[2], 0x55};
      return new Exchange(List.of(new Message(0x7EC, answer)), damage);
    }

    @Override
    public OptionalDouble supplyVolts() {
      return OptionalDouble.empty();
    }

    @Override
    public void close() {}

    @Override
    public String describe() {
      return "a test";
    }
  }
}
