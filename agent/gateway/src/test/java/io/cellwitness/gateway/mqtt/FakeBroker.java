package io.cellwitness.gateway.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;

/**
 * A broker that misbehaves on purpose: as much of MQTT 5 as a publisher sees, and for each message
 * a {@link Behaviour} says what happens. Every message it owns (received whole) is recorded before
 * anything is answered.
 */
final class FakeBroker implements AutoCloseable {

  /** What the broker does with a message. */
  enum Action {
    ACK,
    REFUSE,
    NO_ANSWER,
    ACK_THEN_RESET,
    RESET_BEFORE_ACK,
    HALF_AN_ACK,
    DISCONNECT_TOO_LARGE,
    SEND_TOO_LONG,
    GO_SILENT
  }

  /** Decides. */
  @FunctionalInterface
  interface Behaviour {
    Action on(Publish publish, int number);
  }

  /** A message as received. */
  record Publish(String topic, byte[] body, int packetId, Map<String, String> properties) {}

  private static final int CONNECT = 1;
  private static final int PUBLISH = 3;
  private static final int SUBSCRIBE = 8;
  private static final int PING = 12;
  private static final int DISCONNECT = 14;

  private final ServerSocket server;
  private volatile int subscribed = 1;
  private volatile int maximumPacketSize;
  private final int receiveMaximum;
  private final Behaviour behaviour;
  private final List<Publish> received = new CopyOnWriteArrayList<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());

  FakeBroker(int receiveMaximum, Behaviour behaviour) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), receiveMaximum, behaviour);
  }

  FakeBroker(ServerSocket server, int receiveMaximum, Behaviour behaviour) {
    this.server = server;
    this.receiveMaximum = receiveMaximum;
    this.behaviour = behaviour;
    Thread acceptor = new Thread(this::accept, "fake-broker");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** Answers every subscription with "not authorized". */
  FakeBroker refusingSubscriptions() {
    subscribed = 0x87;
    return this;
  }

  int port() {
    return server.getLocalPort();
  }

  /** All messages but the gateway's presence, in order of arrival. */
  List<Publish> received() {
    return received;
  }

  int connections() {
    return connections.get();
  }

  /** What the client said in its last CONNECT; 0 when it said nothing. */
  int maximumPacketSize() {
    return maximumPacketSize;
  }

  /** What the client did that MQTT 5 forbids. */
  List<String> violations() {
    return violations;
  }

  @Override
  public void close() throws IOException {
    server.close();
    synchronized (sockets) {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        connections.incrementAndGet();
        Thread thread = new Thread(() -> serve(socket), "fake-broker-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (SocketException e) {
        return;
      } catch (IOException e) {
        violations.add(e.toString());
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      // An alias is worth nothing on another connection: that is Paho's trap.
      Map<Integer, String> aliases = new HashMap<>();
      while (true) {
        int head = in.readUnsignedByte();
        byte[] body = new byte[variable(in)];
        in.readFully(body);
        if (!answer(head, ByteBuffer.wrap(body), socket, out, aliases)) {
          return;
        }
      }
    } catch (EOFException | SocketException | SSLException e) {
      // The client hung up, or we did.
      return;
    } catch (IOException | RuntimeException e) {
      violations.add("unreadable: " + e);
    }
  }

  private boolean answer(
      int head, ByteBuffer body, Socket socket, OutputStream out, Map<Integer, String> aliases)
      throws IOException {
    switch (head >> 4) {
      case CONNECT -> {
        maximumPacketSize = maximumPacketSize(body);
        ByteBuffer properties = ByteBuffer.allocate(6);
        properties.put((byte) 0x21).putShort((short) receiveMaximum);
        // mosquitto announces 10; it is what leads Paho astray.
        properties.put((byte) 0x22).putShort((short) 10);
        send(out, 0x20, concat(new byte[] {0, 0, 6}, properties.array()));
      }
      case PUBLISH -> {
        return publish(parse(head, body, aliases, violations), socket, out);
      }
      case SUBSCRIBE -> {
        send(out, 0x90, new byte[] {body.get(), body.get(), 0, (byte) subscribed});
      }
      case PING -> send(out, 0xD0, new byte[0]);
      case DISCONNECT -> {
        return false;
      }
      default -> violations.add("packet type " + (head >> 4));
    }
    return true;
  }

  /** Of the properties a client of ours sends, behind name, version, flags and keep-alive. */
  private static int maximumPacketSize(ByteBuffer body) {
    if (body.remaining() <= 10) {
      // The beginning of TLS, which nobody speaks here, looks like a CONNECT of three bytes.
      return 0;
    }
    body.position(10);
    int end = variable(body);
    end += body.position();
    int size = 0;
    while (body.position() < end) {
      int property = body.get();
      switch (property) {
        case 0x11 -> body.getInt();
        case 0x17, 0x19 -> body.get();
        case 0x21, 0x22 -> body.getShort();
        case 0x27 -> size = body.getInt();
        default -> throw new IllegalStateException("property " + property);
      }
    }
    return size;
  }

  private boolean publish(Publish publish, Socket socket, OutputStream out) throws IOException {
    if (publish.topic().endsWith("/status")) {
      ack(out, publish, 0);
      return true;
    }
    int number;
    synchronized (received) {
      received.add(publish);
      number = received.size() - 1;
    }
    switch (behaviour.on(publish, number)) {
      case ACK -> ack(out, publish, 0);
      case REFUSE -> ack(out, publish, 0x87);
      case NO_ANSWER -> {
        return true;
      }
      case ACK_THEN_RESET -> {
        ack(out, publish, 0);
        reset(socket);
        return false;
      }
      case RESET_BEFORE_ACK -> {
        reset(socket);
        return false;
      }
      case HALF_AN_ACK -> {
        out.write(new byte[] {0x40, 4, (byte) (publish.packetId() >> 8)});
        out.flush();
        reset(socket);
        return false;
      }
      case DISCONNECT_TOO_LARGE -> {
        send(out, 0xE0, new byte[] {(byte) 0x95, 0});
        return false;
      }
      case SEND_TOO_LONG -> {
        // Says 256 MB, which nobody may make room for.
        out.write(new byte[] {0x30, -1, -1, -1, 0x7F});
        out.flush();
        return true;
      }
      case GO_SILENT -> {
        // Reads on, so that the client can write, but never answers again, not even pings.
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        return false;
      }
    }
    return true;
  }

  /** A PUBLISH taken apart; an alias counts on its own connection only. */
  static Publish parse(
      int head, ByteBuffer body, Map<Integer, String> aliases, List<String> violations) {
    if ((head >> 1 & 3) != 1) {
      violations.add("not QoS 1");
    }
    String topic = text(body);
    int packetId = body.getShort() & 0xFFFF;
    Map<String, String> properties = new HashMap<>();
    int end = variable(body);
    end += body.position();
    int alias = 0;
    while (body.position() < end) {
      int property = body.get();
      switch (property) {
        case 0x01 -> body.get();
        case 0x02 -> body.getInt();
        case 0x03 -> properties.put("content-type", text(body));
        case 0x23 -> alias = body.getShort();
        case 0x26 -> properties.put(text(body), text(body));
        default -> throw new IllegalStateException("property " + property);
      }
    }
    if (alias != 0 && !topic.isEmpty()) {
      aliases.put(alias, topic);
    }
    if (topic.isEmpty()) {
      topic = aliases.getOrDefault(alias, "");
    }
    if (topic.isEmpty()) {
      violations.add("neither a topic nor a known alias");
    }
    byte[] rest = new byte[body.remaining()];
    body.get(rest);
    return new Publish(topic, rest, packetId, properties);
  }

  private static void ack(OutputStream out, Publish publish, int code) throws IOException {
    int id = publish.packetId();
    send(out, 0x40, new byte[] {(byte) (id >> 8), (byte) id, (byte) code, 0});
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static synchronized void send(OutputStream out, int head, byte[] body)
      throws IOException {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(head);
    packet.write(body.length);
    packet.write(body);
    out.write(packet.toByteArray());
    out.flush();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static String text(ByteBuffer body) {
    byte[] bytes = new byte[body.getShort() & 0xFFFF];
    body.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int variable(DataInputStream in) throws IOException {
    int value = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      int next = in.readUnsignedByte();
      value |= (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IOException("remaining length beyond four bytes");
  }

  private static int variable(ByteBuffer body) {
    int value = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      int next = body.get() & 0xFF;
      value |= (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IllegalStateException("property length beyond four bytes");
  }
}
