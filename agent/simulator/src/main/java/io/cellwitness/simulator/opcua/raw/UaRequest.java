package io.cellwitness.simulator.opcua.raw;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as far as it is needed to answer it.
 *
 * @param type id of its binary encoding
 * @param requestId of its message
 * @param handle of its header
 * @param body what follows its header
 */
public record UaRequest(int type, long requestId, long handle, ByteBuffer body) {

  /** Reads the header (OPC 10000-4, 7.32) of what follows a sequence header. */
  static UaRequest of(long requestId, ByteBuffer bytes) {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    int type = (int) number(bytes);
    number(bytes);
    bytes.getLong();
    long handle = bytes.getInt() & 0xFFFF_FFFFL;
    bytes.getInt();
    text(bytes);
    bytes.getInt();
    extension(bytes);
    return new UaRequest(type, requestId, handle, bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
  }

  /**
   * The nodes of a Read request.
   *
   * @return a numeric id of namespace 0, or -1 for any other node
   */
  List<Long> nodesToRead() {
    ByteBuffer b = body.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    b.getDouble();
    b.getInt();
    List<Long> nodes = new ArrayList<>();
    for (int left = b.getInt(); left > 0; left--) {
      nodes.add(readValueId(b));
    }
    return nodes;
  }

  /** The client handles of a CreateMonitoredItems request. */
  List<Long> clientHandles() {
    ByteBuffer b = body.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    b.getInt();
    b.getInt();
    List<Long> handles = new ArrayList<>();
    for (int left = b.getInt(); left > 0; left--) {
      readValueId(b);
      b.getInt();
      handles.add(b.getInt() & 0xFFFF_FFFFL);
      b.getDouble();
      extension(b);
      b.getInt();
      b.get();
    }
    return handles;
  }

  /** How many things a request of an array alone, or behind a ViewDescription, asks for. */
  int asked(boolean view) {
    ByteBuffer b = body.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (view) {
      number(b);
      b.getLong();
      b.getInt();
      b.getInt();
    }
    return b.getInt();
  }

  private static long readValueId(ByteBuffer b) {
    long node = number(b);
    b.getInt();
    text(b);
    b.getShort();
    text(b);
    return node;
  }

  private static long number(ByteBuffer b) {
    int encoding = b.get() & 0x3F;
    if (encoding == 0) {
      return b.get() & 0xFF;
    }
    int namespace = encoding == 1 ? b.get() : b.getShort();
    long id = -1;
    switch (encoding) {
      case 1 -> id = b.getShort() & 0xFFFF;
      case 2 -> id = b.getInt() & 0xFFFF_FFFFL;
      case 4 -> b.position(b.position() + 16);
      default -> text(b);
    }
    return namespace == 0 ? id : -1;
  }

  private static void extension(ByteBuffer b) {
    number(b);
    if (b.get() != 0) {
      text(b);
    }
  }

  private static String text(ByteBuffer b) {
    int length = b.getInt();
    byte[] bytes = new byte[Math.max(0, length)];
    b.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
