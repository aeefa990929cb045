package io.cellwitness.gateway.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Set;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.internal.SSLNetworkModule;
import org.eclipse.paho.mqttv5.client.internal.TCPNetworkModule;
import org.eclipse.paho.mqttv5.client.spi.NetworkModuleFactory;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * The links Paho speaks over, found by {@link java.util.ServiceLoader} for {@code mqtt://} and
 * {@code mqtts://}: Paho's own for TCP and TLS, with two things they lack. What comes in is held to
 * {@link #MOST_PACKET_BYTES} before Paho makes room for it, and read in large pieces, where Paho
 * asks the system four times for each acknowledgement. What goes out leaves in one piece when more
 * messages follow at once, where Paho sends each alone.
 */
public final class BrokerLinks implements NetworkModuleFactory {

  static final String PLAIN = "mqtt";
  static final String TLS = "mqtts";

  /** Longest packet taken from a broker, bytes; receipts and commands are held to far less. */
  static final int MOST_PACKET_BYTES = 256 << 10;

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
    Convoy convoy = options instanceof Options own ? own.convoy : new Convoy();
    if (!TLS.equals(broker.getScheme())) {
      Plain plain = new Plain(broker, clientId);
      plain.setConnectTimeout(options.getConnectionTimeout());
      return new Link(plain, convoy);
    }
    Tls tls = new Tls((SSLSocketFactory) options.getSocketFactory(), broker, clientId);
    tls.setSSLhandshakeTimeout(options.getConnectionTimeout());
    tls.setHttpsHostnameVerificationEnabled(true);
    return new Link(tls, convoy);
  }

  /** Paho's TCP; a convoy that is complete leaves at once. */
  private static final class Plain extends TCPNetworkModule {

    Plain(URI broker, String clientId) {
      super(SocketFactory.getDefault(), broker.getHost(), broker.getPort(), clientId);
    }

    @Override
    public void start() throws IOException, MqttException {
      super.start();
      socket.setTcpNoDelay(true);
    }
  }

  /** The same with TLS. */
  private static final class Tls extends SSLNetworkModule {

    Tls(SSLSocketFactory factory, URI broker, String clientId) {
      super(factory, broker.getHost(), broker.getPort(), clientId);
    }

    @Override
    public void start() throws IOException, MqttException {
      super.start();
      socket.setTcpNoDelay(true);
    }
  }

  /** Paho's options, and what else a link needs to be told. */
  static final class Options extends MqttConnectionOptions {

    private final Convoy convoy;

    Options(Convoy convoy) {
      this.convoy = convoy;
    }
  }

  /** Paho's link with both. */
  private static final class Link implements NetworkModule {

    private final NetworkModule link;
    private final Convoy convoy;
    private InputStream in;
    private OutputStream out;

    Link(NetworkModule link, Convoy convoy) {
      this.link = link;
      this.convoy = convoy;
    }

    @Override
    public void start() throws IOException, MqttException {
      link.start();
      in = new PacketBound(link.getInputStream(), MOST_PACKET_BYTES);
      out = convoy.over(link.getOutputStream());
    }

    @Override
    public InputStream getInputStream() {
      return in;
    }

    @Override
    public OutputStream getOutputStream() {
      return out;
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
