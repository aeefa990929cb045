package io.cellwitness.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What others send takes little memory, however much it is. */
@Timeout(60)
class DeliveryTest {

  private static final Topics TOPICS = new Topics("cw", "garage", "bay-1");

  private static final Outgoing ONLINE =
      new Outgoing(
          TOPICS.status(), new byte[0], true, "application/json", Optional.empty(), Map.of());

  @TempDir Path dir;

  @Test
  void whatArrivedIsCutAndWaitsInBoundedMemory() throws Exception {
    List<IncomingMessage> taken = new ArrayList<>();
    UplinkExtras extras =
        new UplinkExtras(
            Optional.of(Duration.ofDays(1)), Optional.empty(), Optional.of(taken::add));
    try (Store store = Store.open(dir, new MachineTime())) {
      Duties duties = new Duties(store.outbox(), TOPICS, new MachineTime(), extras, note -> {});
      Delivery delivery =
          new Delivery(
              store.outbox(),
              duties,
              new MachineTime(),
              false,
              () -> !taken.isEmpty(),
              n -> {},
              n -> {});
      for (int i = 0; i < 5000; i++) {
        delivery.arrived(command(new byte[32 << 10]));
      }
      delivery.run(new Broker(delivery), ONLINE);
      assertTrue(taken.size() > 100 && taken.size() * 4097 < Delivery.MOST_ARRIVED_BYTES);
      assertTrue(taken.stream().allMatch(m -> m.body().length == 4097), "told as too long");
      assertTrue(taken.stream().allMatch(m -> m.properties().isEmpty()));
      assertEquals(16 << 10, duties.longestBytes(TOPICS.receipt()));
      // What was taken leaves room again.
      taken.clear();
      delivery.arrived(command(new byte[10]));
      delivery.run(new Broker(delivery), ONLINE);
      assertEquals(1, taken.size());
    }
  }

  private static IncomingMessage command(byte[] body) {
    return new IncomingMessage(
        TOPICS.command(), body, false, Optional.of("x".repeat(9)), Map.of("a", "b"));
  }

  /** Acknowledges everything at once. */
  private record Broker(Delivery delivery) implements MqttConnection {

    @Override
    public int receiveMaximum() {
      return 10;
    }

    @Override
    public void publish(Outgoing message, long tag, boolean more) {
      delivery.answered(tag, 0);
    }

    @Override
    public void subscribe(List<String> filters) {
      // Always allowed.
    }

    @Override
    public void disconnect() {
      // There is no link.
    }

    @Override
    public void close() {
      // There is no link.
    }
  }
}
