package io.cellwitness.opcua.milo;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.time.Duration;
import org.eclipse.milo.opcua.stack.core.channel.EncodingLimits;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfigBuilder;

/**
 * What a server may make this process hold. Milo 1.1.2 checks the lengths of arrays and byte
 * strings against the message size, so that is kept small: the largest honest answer, ten thousand
 * doubles or a thousand scalars, has about 100 KB.
 */
final class Limits {

  private static final int CHUNK_BYTES = 64 << 10;
  private static final int MESSAGE_BYTES = 1 << 20;
  private static final int CHUNKS = 2 * MESSAGE_BYTES / CHUNK_BYTES;
  private static final int NESTING = 8;
  private static final int CONNECT_MILLIS = 5000;

  static final EncodingLimits ENCODING =
      new EncodingLimits(CHUNK_BYTES, CHUNKS, MESSAGE_BYTES, NESTING);

  private Limits() {}

  static UInteger message() {
    return uint(MESSAGE_BYTES);
  }

  static UInteger publishRequests() {
    return uint(3);
  }

  static UInteger millis(Duration duration) {
    return uint(duration.toMillis());
  }

  static void transport(OpcTcpClientTransportConfigBuilder builder) {
    builder.setConnectTimeout(uint(CONNECT_MILLIS)).setAcknowledgeTimeout(uint(CONNECT_MILLIS));
  }
}
