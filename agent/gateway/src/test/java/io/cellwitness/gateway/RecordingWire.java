package io.cellwitness.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A hostile adapter on a TCP port of the loopback interface: it judges every line that reaches it
 * and answers anything at all.
 */
final class RecordingWire implements AutoCloseable {

  private static final String HEX = "0123456789ABCDEF";

  final AtomicLong lines = new AtomicLong();
  final AtomicLong requests = new AtomicLong();
  final List<String> offences = Collections.synchronizedList(new ArrayList<>());

  private final boolean elm;
  private final Random random;
  private final ServerSocket server;
  private final Thread thread;
  private boolean good;

  /**
   * Starts serving one client after the other.
   *
   * @param elm whether it speaks as an ELM327 does, else as an SLCAN stick
   */
  RecordingWire(boolean elm, long seed) throws IOException {
    this.elm = elm;
    this.random = new Random(seed);
    this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    this.thread = new Thread(this::serve, "recording-wire");
    thread.setDaemon(true);
    thread.start();
  }

  String source() {
    return (elm ? "elm327" : "slcan") + ":tcp://127.0.0.1:" + server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        client.setTcpNoDelay(true);
        // Most adapters behave while they are set up, so that something is asked of the car.
        good = random.nextInt(4) > 0;
        InputStream in = client.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
          line.append((char) c);
          if (c == '\r') {
            take(line.toString());
            String reply = elm ? elmReply(line.toString().strip()) : slcanReply(line.toString());
            client.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
            line.setLength(0);
          }
        }
        if (!line.isEmpty()) {
          offences.add("left open: " + line);
        }
      } catch (IOException e) {
        // The client hung up, or the test is over, which the loop finds out.
      }
    }
  }

  private void take(String line) {
    lines.incrementAndGet();
    boolean toTheBus = elm ? !line.matches("(?s)(AT|ST).*") : line.matches("(?s)[tT].*");
    requests.addAndGet(toTheBus ? 1 : 0);
    if (!BusJudge.onlyReads(line, elm)) {
      offences.add(line);
    }
  }

  private String hex(int bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2 * bytes; i++) {
      text.append(HEX.charAt(random.nextInt(16)));
    }
    return text.toString();
  }

  private String elmReply(String line) {
    if (good && line.startsWith("AT")) {
      return line.equals("ATRV")
          ? "14.1V\r\r>"
          : line.equals("ATI") ? "ELM327 v1.5\r\r>" : "OK\r\r>";
    }
    boolean request = line.matches("[0-9A-F]{4,}");
    return switch (random.nextInt(10)) {
      case 0 -> "?\r\r>";
      case 1 -> "NO DATA\r\r>";
      case 2 -> request ? "7EC06" + answer(line) + hex(4).substring(0, 8) + "\r\r>" : "OK\r\r>";
      case 3 -> "7EC037F" + hex(1) + "78\r\r>";
      case 4 -> "7EC10" + hex(7) + "\r7EC21" + hex(7) + "\r\r>";
      case 5 -> "18DAF1DB" + hex(8) + "\r>";
      case 6 -> line + "\rATPP0CSV23\r2FF03003\r>";
      case 7 -> request ? "7EC037F" + line.substring(0, 2) + "33\r\r>" : "OK\r\r>";
      case 8 -> "\0" + hex(3) + (char) random.nextInt(256) + "\r>";
      default -> "OK\r\r>";
    };
  }

  /** The service echoed and the identifier behind it, padded. */
  private static String answer(String line) {
    int service = Integer.parseInt(line.substring(0, 2), 16) + 0x40 & 0xFF;
    String rest = line.substring(2, Math.min(line.length(), 6));
    return String.format(Locale.ROOT, "%02X", service) + rest;
  }

  private String slcanReply(String sent) {
    String line = sent.strip();
    if (good && line.length() < 3) {
      return line.equals("V") ? "V1013\r" : "\r";
    }
    String id =
        random.nextBoolean() ? "7EC" : String.format(Locale.ROOT, "%03X", random.nextInt(2048));
    return switch (random.nextInt(9)) {
      case 0 -> "\u0007";
      case 1 -> "z\rt" + id + "8037F" + hex(1) + "3300000000\r";
      case 2 -> "t" + id + "810" + hex(7) + "\r";
      case 3 -> "t" + id + "8" + hex(8) + "\rt" + id + "821" + hex(7) + "\r";
      case 4 -> "T18DAF1" + hex(1) + "810" + hex(7) + "\r";
      case 5 -> "t7EC8037F" + hex(1) + "7800000000\r";
      case 6 -> "T" + hex(4) + "8" + hex(8) + "\r" + (char) random.nextInt(256);
      case 7 -> sent;
      default -> "z\r";
    };
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
