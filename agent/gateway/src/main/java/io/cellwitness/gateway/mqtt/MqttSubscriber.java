package io.cellwitness.gateway.mqtt;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Receives messages over one connection; does not reconnect. Holds at most {@value #CAPACITY}
 * messages and {@value #MOST_BYTES} bytes nobody has asked for; when more come, the connection
 * counts as lost.
 */
public final class MqttSubscriber implements AutoCloseable {

  private static final int CAPACITY = 4096;

  /** Room for sixteen of the longest. */
  static final int MOST_BYTES = 4 << 20;

  private final BlockingQueue<IncomingMessage> messages = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicInteger heldBytes = new AtomicInteger();
  private final MqttConnection connection;
  private volatile String lost = "";

  private MqttSubscriber(MqttSettings settings) throws UplinkException {
    this.connection = new PahoConnector().connect(settings, Optional.empty(), new Receiver());
  }

  /**
   * Connects and subscribes with QoS 1.
   *
   * @param settings where and as whom
   * @param filters topic filters
   * @return the subscriber, consented to by the broker; close it
   * @throws UplinkException with one sentence when that fails
   */
  public static MqttSubscriber connect(MqttSettings settings, String... filters)
      throws UplinkException {
    MqttSubscriber subscriber = new MqttSubscriber(settings);
    boolean subscribed = false;
    try {
      subscriber.connection.subscribe(List.of(filters));
      subscribed = true;
      return subscriber;
    } finally {
      if (!subscribed) {
        subscriber.close();
      }
    }
  }

  /**
   * The next message.
   *
   * @param patience how long to wait for it
   * @return the message, empty when none came in time
   * @throws UplinkException when none is left and the connection is lost
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  public Optional<IncomingMessage> poll(Duration patience)
      throws UplinkException, InterruptedException {
    IncomingMessage message =
        lost.isEmpty()
            ? messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS)
            : messages.poll();
    if (message == null && !lost.isEmpty()) {
      throw new UplinkException(UplinkException.Kind.UNAVAILABLE, lost);
    }
    if (message != null) {
      heldBytes.addAndGet(-message.bytes());
    }
    return Optional.ofNullable(message);
  }

  /** Says good-bye and lets go of the connection. */
  @Override
  public void close() {
    connection.disconnect();
    connection.close();
  }

  private final class Receiver implements MqttConnection.Events {

    @Override
    public void answered(long tag, int reasonCode) {
      // Nothing is published here.
    }

    @Override
    public void failed(long tag) {
      // Nothing is published here.
    }

    @Override
    public void lost(int reasonCode, String sentence) {
      lost = sentence;
    }

    @Override
    public void arrived(IncomingMessage message) {
      if (!lost.isEmpty()) {
        return;
      }
      boolean room = heldBytes.addAndGet(message.bytes()) <= MOST_BYTES;
      if (!room || !messages.offer(message)) {
        heldBytes.addAndGet(-message.bytes());
        lost =
            "more than "
                + (room ? CAPACITY + " messages" : MOST_BYTES + " bytes")
                + " came and nobody read them";
      }
    }
  }
}
