package io.cellwitness.gateway.mqtt;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Set;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.internal.SSLNetworkModuleFactory;
import org.eclipse.paho.mqttv5.client.internal.TCPNetworkModuleFactory;
import org.eclipse.paho.mqttv5.client.spi.NetworkModuleFactory;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * The links Paho speaks over, found by {@link java.util.ServiceLoader} for {@code mqtt://} and
 * {@code mqtts://}: Paho's own for TCP and TLS, with two things they lack. What comes in is held to
 * {@link #MOST_PACKET_BYTES} before Paho makes room for it, and is read in large pieces, where Paho
 * asks the system three times for each acknowledgement.
 */
public final class BrokerLinks implements NetworkModuleFactory {

  static final String PLAIN = "mqtt";
  static final String TLS = "mqtts";

  /** Longest packet taken from a broker, bytes; receipts and commands are held to far less. */
  static final int MOST_PACKET_BYTES = 256 << 10;

  private static final int READ_BYTES = 8 << 10;

  @Override
  public Set<String> getSupportedUriSchemes() {
    return Set.of(PLAIN, TLS);
  }

  @Override
  public void validateURI(URI broker) {
    if (broker.getHost() == null || !broker.getPath().isEmpty()) {
      throw new IllegalArgumentException("not a broker: " + broker);
    }
  }

  @Override
  public NetworkModule createNetworkModule(
      URI broker, MqttConnectionOptions options, String clientId) throws MqttException {
    NetworkModuleFactory paho =
        TLS.equals(broker.getScheme())
            ? new SSLNetworkModuleFactory()
            : new TCPNetworkModuleFactory();
    return new Bounded(paho.createNetworkModule(broker, options, clientId));
  }

  /** A link with a bound on what comes in. */
  private static final class Bounded implements NetworkModule {

    private final NetworkModule link;
    private InputStream in;

    Bounded(NetworkModule link) {
      this.link = link;
    }

    @Override
    public void start() throws IOException, MqttException {
      link.start();
      in =
          new PacketBound(
              new BufferedInputStream(link.getInputStream(), READ_BYTES), MOST_PACKET_BYTES);
    }

    @Override
    public InputStream getInputStream() {
      return in;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return link.getOutputStream();
    }

    @Override
    public void stop() throws IOException {
      link.stop();
    }

    @Override
    public String getServerURI() {
      return link.getServerURI();
    }
  }
}
