package io.cellwitness.gateway.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers what arrives. */
public final class Collector {

  private Collector() {}

  public static List<IncomingMessage> collect(
      MqttSubscriber subscriber, int count, Duration patience) throws Exception {
    List<IncomingMessage> messages = new ArrayList<>();
    long end = System.nanoTime() + patience.toNanos();
    while (messages.size() < count && System.nanoTime() < end) {
      Optional<IncomingMessage> next = subscriber.poll(Duration.ofMillis(200));
      next.ifPresent(messages::add);
    }
    return messages;
  }
}
