package io.cellwitness.simulator.broker;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * An MQTT 5 broker (Apache ActiveMQ Artemis) on a loopback port, in memory, without users and
 * without files. For the demo and tests: nothing in it survives {@link #close()}.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final String ACCEPTOR = "mqtt";
  private static final long MAX_BYTES = 64L << 20;

  /** Kept, because a logger nobody holds forgets its level. */
  private static final List<Logger> LOGGERS =
      List.of(Logger.getLogger("org.apache.activemq"), Logger.getLogger("io.netty"));

  private final ActiveMQServer server;
  private final int port;

  private EmbeddedBroker(ActiveMQServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts a broker on a free port; takes about a second.
   *
   * @return the running broker
   * @throws IOException when it cannot start
   */
  public static EmbeddedBroker start() throws IOException {
    return start(0);
  }

  /**
   * Starts a broker on a given port, as when one comes back after a failure.
   *
   * @param port TCP port on 127.0.0.1, or 0 for a free one
   * @return the running broker
   * @throws IOException when it cannot start, as when the port is taken
   */
  public static EmbeddedBroker start(int port) throws IOException {
    // What matters comes out as an exception here or at the client.
    LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
    try {
      ActiveMQServer server = ActiveMQServers.newActiveMQServer(configuration(port));
      server.start();
      if (server.getRemotingService().getAcceptor(ACCEPTOR) instanceof NettyAcceptor acceptor
          && acceptor.getActualPort() > 0) {
        return new EmbeddedBroker(server, acceptor.getActualPort());
      }
      server.stop();
      throw new IOException("the simulator's broker cannot listen on port " + port);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      // Artemis declares no more than Exception.
      throw new IOException("the simulator's broker did not start: " + e.getMessage(), e);
    }
  }

  /**
   * Where clients connect.
   *
   * @return for example {@code tcp://127.0.0.1:41883}
   */
  public String uri() {
    return "mqtt://127.0.0.1:" + port;
  }

  /**
   * The port alone.
   *
   * @return TCP port on 127.0.0.1
   */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the simulator's broker did not stop: " + e.getMessage(), e);
    }
  }

  private static ConfigurationImpl configuration(int port) throws Exception {
    ConfigurationImpl configuration = new ConfigurationImpl();
    configuration.setName("cellwitness-simulator");
    configuration.setPersistenceEnabled(false);
    configuration.setSecurityEnabled(false);
    configuration.setJMXManagementEnabled(false);
    configuration.setMessageCounterEnabled(false);
    configuration.setCriticalAnalyzer(false);
    // A full disk is no reason to block a broker that writes nothing.
    configuration.setMaxDiskUsage(-1);
    configuration.setGracefulShutdownEnabled(false);
    configuration.setThreadPoolMaxSize(8);
    configuration.setScheduledThreadPoolMaxSize(2);
    configuration.addAcceptorConfiguration(
        ACCEPTOR,
        "tcp://127.0.0.1:" + port + "?protocols=MQTT;useEpoll=false;nioRemotingThreads=2");
    // Full means refused: paging would write files.
    AddressSettings bounded = new AddressSettings();
    bounded.setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL);
    bounded.setMaxSizeBytes(MAX_BYTES);
    configuration.setAddressSettings(Map.of("#", bounded));
    return configuration;
  }
}
