package io.cellwitness.gateway.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between the uplink and a real broker, passes MQTT packets on or spoils them, and keeps
 * what the broker itself has acknowledged: that is what has arrived, whatever became of the answer.
 */
final class FaultyProxy implements AutoCloseable {

  /** What is done to the connection; the first four once, then the connection is gone. */
  enum Fault {
    RESET_IN_A_MESSAGE,
    RESET_IN_AN_ANSWER,
    RESET_BEFORE_AN_ANSWER,
    REFUSE,
    LOSE_ANSWERS,
    SILENT
  }

  private static final int PUBLISH = 3;
  private static final int PUBACK = 4;
  private static final int REFUSAL = 0x80;

  private record Sent(String key, String hash) {}

  private final int brokerPort;
  private final ServerSocket server;
  private final Set<Fault> faults = ConcurrentHashMap.newKeySet();
  private final Map<String, Set<String>> arrived = new ConcurrentHashMap<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong copies = new AtomicLong();

  FaultyProxy(int brokerPort) throws IOException {
    this.brokerPort = brokerPort;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept, "faulty-proxy");
  }

  int port() {
    return server.getLocalPort();
  }

  void begin(Fault fault) {
    faults.add(fault);
    if (fault == Fault.REFUSE) {
      cut();
    }
  }

  /** Ends every fault; what was held back in silence goes on. */
  void calm() {
    faults.clear();
  }

  /** Resets all connections. */
  void cut() {
    sockets.forEach(FaultyProxy::reset);
    sockets.clear();
  }

  /** SHA-256 of every body the broker acknowledged, by schema and number or id. */
  Map<String, Set<String>> arrived() {
    return arrived;
  }

  int connections() {
    return connections.get();
  }

  /** How many messages the broker acknowledged more than once. */
  long copies() {
    return copies.get();
  }

  List<String> violations() {
    return violations;
  }

  static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (faults.contains(Fault.REFUSE)) {
          reset(client);
          continue;
        }
        connect(client);
      } catch (IOException e) {
        if (!server.isClosed()) {
          violations.add("proxy: " + e);
        }
      }
    }
  }

  private void connect(Socket client) {
    Socket broker = new Socket();
    try {
      broker.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), brokerPort), 2000);
      client.setTcpNoDelay(true);
      broker.setTcpNoDelay(true);
    } catch (IOException e) {
      // The broker is down just now: whoever knocks hears so.
      reset(client);
      return;
    }
    connections.incrementAndGet();
    sockets.add(client);
    sockets.add(broker);
    Map<Integer, Sent> inFlight = new ConcurrentHashMap<>();
    daemon(() -> pump(client, broker, inFlight, true), "proxy-up");
    daemon(() -> pump(broker, client, inFlight, false), "proxy-down");
  }

  private void pump(Socket from, Socket to, Map<Integer, Sent> inFlight, boolean up) {
    Map<Integer, String> aliases = new HashMap<>();
    try {
      DataInputStream in = new DataInputStream(from.getInputStream());
      OutputStream out = to.getOutputStream();
      boolean open = true;
      while (open) {
        byte[] packet = packet(in);
        while (faults.contains(Fault.SILENT) && !from.isClosed()) {
          java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
        open = up ? up(packet, out, inFlight, aliases) : down(packet, out, inFlight);
      }
    } catch (IOException e) {
      // One of the two hung up; the other is told.
      connections.get();
    } finally {
      reset(from);
      reset(to);
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private boolean up(
      byte[] packet, OutputStream out, Map<Integer, Sent> inFlight, Map<Integer, String> aliases)
      throws IOException {
    if (type(packet) == PUBLISH) {
      FakeBroker.Publish publish = parse(packet, aliases);
      Map<String, String> properties = publish.properties();
      String schema = properties.getOrDefault("schema", "");
      // A report sent again is the same message under another number.
      String number = schema.equals("report/1") ? "message-id" : "seq";
      if (properties.containsKey(number)) {
        inFlight.put(
            publish.packetId(),
            new Sent(schema + " " + properties.get(number), sha256(publish.body())));
        if (faults.remove(Fault.RESET_IN_A_MESSAGE)) {
          out.write(packet, 0, packet.length / 2);
          out.flush();
          return false;
        }
      }
    }
    out.write(packet);
    out.flush();
    return true;
  }

  private boolean down(byte[] packet, OutputStream out, Map<Integer, Sent> inFlight)
      throws IOException {
    if (type(packet) == PUBACK) {
      boolean refused = packet[1] > 2 && (packet[4] & 0xFF) >= REFUSAL;
      Sent sent = inFlight.remove((packet[2] & 0xFF) << 8 | packet[3] & 0xFF);
      if (sent != null && !refused) {
        Set<String> hashes =
            arrived.computeIfAbsent(sent.key(), key -> ConcurrentHashMap.newKeySet());
        copies.addAndGet(hashes.isEmpty() ? 0 : 1);
        hashes.add(sent.hash());
        if (faults.remove(Fault.RESET_BEFORE_AN_ANSWER)) {
          return false;
        }
        if (faults.remove(Fault.RESET_IN_AN_ANSWER)) {
          out.write(packet, 0, 2);
          out.flush();
          return false;
        }
        if (faults.contains(Fault.LOSE_ANSWERS)) {
          return true;
        }
      }
    }
    out.write(packet);
    out.flush();
    return true;
  }

  private FakeBroker.Publish parse(byte[] packet, Map<Integer, String> aliases) {
    int start = 1;
    while ((packet[start] & 0x80) != 0) {
      start++;
    }
    ByteBuffer body = ByteBuffer.wrap(packet, start + 1, packet.length - start - 1);
    return FakeBroker.parse(packet[0] & 0xFF, body, aliases, violations);
  }

  private static int type(byte[] packet) {
    return (packet[0] & 0xFF) >> 4;
  }

  private static byte[] packet(DataInputStream in) throws IOException {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(in.readUnsignedByte());
    int length = 0;
    int shift = 0;
    int next;
    do {
      next = in.readUnsignedByte();
      packet.write(next);
      length |= (next & 0x7F) << shift;
      shift += 7;
    } while (next >= 0x80 && shift < 28);
    packet.write(in.readNBytes(length));
    return packet.toByteArray();
  }

  /** Closes with a RST: what is on its way is lost. */
  private static void reset(Socket socket) {
    try {
      if (!socket.isClosed()) {
        socket.setSoLinger(true, 0);
        socket.close();
      }
    } catch (SocketException e) {
      // Another thread was first: it is closed, which is all that was wanted.
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
