package io.cellwitness.simulator.broker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EmbeddedBrokerTest {

  private static final long WAIT_MILLIS = 20_000;

  @Test
  void deliversWithPropertiesAndLeavesNoTrace() throws Exception {
    List<Path> before = files();
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed));
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      deliver(broker, "report of 5 kB".repeat(400).getBytes());
    } finally {
      System.setOut(console);
    }
    assertEquals("", printed.toString(), "standard output belongs to the command line");
    assertEquals(before, files(), "in memory only");
  }

  @Test
  void refusesATakenPortAndComesBackOnItsOwn() throws Exception {
    EmbeddedBroker first = EmbeddedBroker.start();
    IOException e = assertThrows(IOException.class, () -> EmbeddedBroker.start(first.port()));
    assertTrue(e.getMessage().contains("broker"), e.getMessage());
    first.close();
    assertThrows(
        ConnectException.class,
        () -> new Socket(InetAddress.getLoopbackAddress(), first.port()).close());
    try (EmbeddedBroker second = EmbeddedBroker.start(first.port())) {
      assertEquals(first.uri(), second.uri());
      deliver(second, new byte[] {1});
    }
  }

  private static void deliver(EmbeddedBroker broker, byte[] payload) throws Exception {
    BlockingQueue<MqttMessage> received = new LinkedBlockingQueue<>(10);
    MqttAsyncClient client = connected(broker);
    try {
      client.setCallback(new Inbox(received));
      client.subscribe("cellwitness/#", 1).waitForCompletion(WAIT_MILLIS);
      MqttProperties properties = new MqttProperties();
      properties.setContentType("application/vnd.cellwitness.report+json");
      properties.setUserProperties(List.of(new UserProperty("seq", "7")));
      MqttMessage message = new MqttMessage(payload, 1, false, properties);
      client.publish("cellwitness/site/gw/report/pack", message).waitForCompletion(WAIT_MILLIS);
      MqttMessage back = received.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
      assertArrayEquals(payload, back.getPayload());
      assertEquals(
          "application/vnd.cellwitness.report+json", back.getProperties().getContentType());
      assertEquals("7", back.getProperties().getUserProperties().get(0).getValue());
    } finally {
      client.disconnectForcibly(0, 1_000, false);
      client.close(true);
    }
  }

  private static MqttAsyncClient connected(EmbeddedBroker broker) throws MqttException {
    MqttAsyncClient client =
        new MqttAsyncClient("tcp://127.0.0.1:" + broker.port(), "test", new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setAutomaticReconnect(false);
    client.connect(options).waitForCompletion(WAIT_MILLIS);
    return client;
  }

  /** What a broker might write: into the working directory. */
  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(""))) {
      return files.sorted().toList();
    }
  }

  /**
   * A listener given to subscribe() needs a subscription identifier in this client; this does not.
   */
  private record Inbox(BlockingQueue<MqttMessage> received) implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      received.add(message);
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
