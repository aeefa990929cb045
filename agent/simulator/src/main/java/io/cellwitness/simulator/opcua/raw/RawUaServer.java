package io.cellwitness.simulator.opcua.raw;

import io.cellwitness.api.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * An OPC UA server on the loopback address under policy None, each of whose answers can be replaced
 * by any bytes, and whose subscriptions can be made to fail: for what no server library would send.
 */
public final class RawUaServer implements AutoCloseable {

  /** Request types, by the id of their binary encoding (OPC 10000-6, annex A). */
  public static final int GET_ENDPOINTS = 428;

  /** CreateSession. */
  public static final int CREATE_SESSION = 461;

  /** ActivateSession. */
  public static final int ACTIVATE_SESSION = 467;

  /** CloseSession. */
  public static final int CLOSE_SESSION = 473;

  /** Browse. */
  public static final int BROWSE = 527;

  /** BrowseNext. */
  public static final int BROWSE_NEXT = 533;

  /** Read. */
  public static final int READ = 631;

  /** CreateMonitoredItems. */
  public static final int CREATE_MONITORED_ITEMS = 751;

  /** CreateSubscription. */
  public static final int CREATE_SUBSCRIPTION = 787;

  /** Publish. */
  public static final int PUBLISH = 826;

  /** Republish. */
  public static final int REPUBLISH = 832;

  /** TransferSubscriptions. */
  public static final int TRANSFER_SUBSCRIPTIONS = 841;

  /** DeleteSubscriptions. */
  public static final int DELETE_SUBSCRIPTIONS = 847;

  private final ServerSocket listener;
  private final TimeSource time;
  private final Map<Integer, Function<UaRequest, byte[]>> replaced = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> seen = new ConcurrentHashMap<>();
  private final List<RawConnection> connections = new CopyOnWriteArrayList<>();

  private RawUaServer(ServerSocket listener, TimeSource time) {
    this.listener = listener;
    this.time = time;
  }

  /**
   * Starts a server.
   *
   * @param time dates its values
   * @return the running server; honest until an answer is replaced
   * @throws IOException when no port can be had
   */
  public static RawUaServer start(TimeSource time) throws IOException {
    RawUaServer server =
        new RawUaServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), time);
    Thread thread = new Thread(server::accept, "raw-ua-server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        RawConnection connection = new RawConnection(this, socket, time);
        connections.add(connection);
        connection.start();
      } catch (IOException e) {
        // Closed, or the client was gone before it was taken.
        continue;
      }
    }
  }

  /**
   * Replaces the answers to one kind of request.
   *
   * @param request its type
   * @param answer body of the answer, from its type id on
   * @return this
   */
  public RawUaServer answer(int request, Function<UaRequest, byte[]> answer) {
    replaced.put(request, answer);
    return this;
  }

  /**
   * How often a kind of request came.
   *
   * @param request its type
   * @return since the start
   */
  public int requests(int request) {
    return seen.getOrDefault(request, 0);
  }

  boolean replaces(int request) {
    return replaced.containsKey(request);
  }

  byte[] answerTo(UaRequest request) {
    seen.merge(request.type(), 1, Integer::sum);
    Function<UaRequest, byte[]> other = replaced.get(request.type());
    return other == null ? honest(request) : other.apply(request);
  }

  /**
   * What an honest server answers.
   *
   * @param request any
   * @return body of the answer
   */
  public byte[] honest(UaRequest request) {
    return RawAnswers.to(request, url(), time.now().wall());
  }

  /**
   * Whether a Read asks for {@link #node()}; clients also read what the server tells of itself.
   *
   * @param read a request of type {@link #READ}
   * @return true when a node outside of namespace 0 is among those it asks for
   */
  public static boolean asksForValue(UaRequest read) {
    return read.nodesToRead().contains(-1L);
  }

  /** Loses some notifications of every subscription on their way. */
  public void loseNotifications() {
    connections.forEach(RawConnection::skipNotifications);
  }

  /**
   * Ends every subscription with a StatusChangeNotification.
   *
   * @param status why
   */
  public void endSubscriptions(long status) {
    connections.forEach(connection -> connection.endSubscription(status));
  }

  /** Cuts every connection; sessions stay known. */
  public void cut() {
    connections.forEach(RawConnection::close);
    connections.clear();
  }

  /**
   * Where clients find it.
   *
   * @return {@code opc.tcp://127.0.0.1:PORT}
   */
  public String url() {
    return "opc.tcp://127.0.0.1:" + listener.getLocalPort();
  }

  /**
   * A node every number of this server can be read from.
   *
   * @return as a source file writes it
   */
  public static String node() {
    return "nsu=" + RawAnswers.NAMESPACE + ";s=value";
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
