package io.cellwitness.simulator.opcua.raw;

import io.cellwitness.api.TimeSource;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** One client of the raw server: frames, one secure channel without security, one subscription. */
final class RawConnection {

  private static final int CHUNK = 60_000;
  private static final int MOST_REQUEST_BYTES = 1 << 20;
  private static final Duration PUBLISHING = Duration.ofMillis(100);
  private static final int SKIPPED = 5;

  private final RawUaServer server;
  private final Socket socket;
  private final TimeSource time;
  private final BlockingQueue<UaRequest> publishes = new ArrayBlockingQueue<>(100);
  private long sent;
  private volatile List<Long> items = List.of();
  private volatile int skip;
  private volatile long endStatus;

  RawConnection(RawUaServer server, Socket socket, TimeSource time) {
    this.server = server;
    this.socket = socket;
    this.time = time;
  }

  void start() {
    for (Runnable work : new Runnable[] {this::serve, this::publish}) {
      Thread thread = new Thread(work, "raw-ua-connection");
      thread.setDaemon(true);
      thread.start();
    }
  }

  void skipNotifications() {
    skip = SKIPPED;
  }

  void endSubscription(long status) {
    endStatus = status;
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone then, which is what was wanted.
      return;
    }
  }

  private void serve() {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        byte[] head = in.readNBytes(8);
        if (head.length < 8) {
          return;
        }
        ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int size = header.getInt(4);
        if (size < 8 || size > MOST_REQUEST_BYTES) {
          return;
        }
        ByteBuffer body = ByteBuffer.wrap(in.readNBytes(size - 8)).order(ByteOrder.LITTLE_ENDIAN);
        take(new String(head, 0, 3, StandardCharsets.US_ASCII), body);
      }
    } catch (IOException e) {
      // The client left.
      return;
    }
  }

  private void take(String kind, ByteBuffer body) throws IOException {
    switch (kind) {
      case "HEL" -> acknowledge();
      case "OPN" -> open(body);
      case "MSG" -> message(body);
      default -> socket.close();
    }
  }

  private void acknowledge() throws IOException {
    UaBytes out = new UaBytes().raw("ACKF".getBytes(StandardCharsets.US_ASCII)).u32(28);
    write(out.u32(0).u32(65_536).u32(65_536).u32(0).u32(0).done());
  }

  private void open(ByteBuffer body) throws IOException {
    body.getInt();
    for (int i = 0; i < 3; i++) {
      int length = body.getInt();
      body.position(body.position() + Math.max(0, length));
    }
    body.getInt();
    long requestId = body.getInt() & 0xFFFF_FFFFL;
    UaRequest request = UaRequest.of(requestId, body.slice());
    Instant now = time.now().wall();
    byte[] answer =
        UaBytes.answer(449, request.handle(), 0, now)
            .u32(0)
            .u32(1)
            .u32(1)
            .date(now)
            .u32(3_600_000)
            .u32(-1)
            .done();
    UaBytes out = new UaBytes().u32(1);
    out.text("http://opcfoundation.org/UA/SecurityPolicy#None").u32(-1).u32(-1);
    chunk("OPNF", out, requestId, answer);
  }

  private void message(ByteBuffer body) throws IOException {
    body.getInt();
    body.getInt();
    body.getInt();
    UaRequest request = UaRequest.of(body.getInt() & 0xFFFF_FFFFL, body.slice());
    if (request.type() == RawUaServer.CREATE_MONITORED_ITEMS) {
      items = request.clientHandles();
    }
    if (request.type() == RawUaServer.PUBLISH) {
      publishes.offer(request);
    } else {
      answer(request, server.answerTo(request));
    }
  }

  /** In chunks, the last one marked so. */
  private void answer(UaRequest request, byte[] body) throws IOException {
    for (int from = 0; from == 0 || from < body.length; from += CHUNK) {
      int length = Math.min(CHUNK, body.length - from);
      byte[] part = new byte[length];
      System.arraycopy(body, from, part, 0, length);
      String kind = from + length < body.length ? "MSGC" : "MSGF";
      chunk(kind, new UaBytes().u32(1).u32(1), request.requestId(), part);
    }
  }

  private synchronized void chunk(String kind, UaBytes security, long requestId, byte[] part)
      throws IOException {
    byte[] rest = security.u32(++sent).u32(requestId).raw(part).done();
    UaBytes out = new UaBytes().raw(kind.getBytes(StandardCharsets.US_ASCII));
    write(out.u32(8 + rest.length).raw(rest).done());
  }

  private synchronized void write(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  private void publish() {
    long sequence = 0;
    try {
      while (!socket.isClosed()) {
        UaRequest request = publishes.poll(1, TimeUnit.SECONDS);
        if (request != null) {
          if (server.replaces(RawUaServer.PUBLISH)) {
            answer(request, server.answerTo(request));
          } else {
            sequence += 1 + skip;
            skip = 0;
            answer(request, notification(request, sequence));
            time.sleep(PUBLISHING);
          }
        }
      }
    } catch (IOException e) {
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] notification(UaRequest request, long sequence) {
    Instant now = time.now().wall();
    UaBytes out = UaBytes.answer(829, request.handle(), 0, now);
    out.u32(1).u32(-1).u8(0).u32(sequence).date(now).u32(1);
    if (endStatus != 0) {
      out.object(820, new UaBytes().u32(endStatus).u8(0));
      endStatus = 0;
    } else {
      UaBytes values = new UaBytes().u32(items.size());
      for (long handle : items) {
        values.u32(handle).value(RawAnswers.number(now), now);
      }
      out.object(811, values.u32(-1));
    }
    return out.u32(-1).u32(-1).done();
  }
}
