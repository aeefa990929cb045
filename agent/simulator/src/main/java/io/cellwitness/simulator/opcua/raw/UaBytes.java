package io.cellwitness.simulator.opcua.raw;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes OPC UA Binary (OPC 10000-6, 5.2): little-endian, strings with their length before them.
 */
public final class UaBytes {

  /** 100 ns from 1601 to 1970 (OPC 10000-6, 5.2.2.5). */
  private static final long TICKS_TO_1970 = 116_444_736_000_000_000L;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /**
   * Writes one byte.
   *
   * @param value its low eight bits count
   * @return this
   */
  public UaBytes u8(int value) {
    out.write(value);
    return this;
  }

  /**
   * Writes two bytes.
   *
   * @param value its low 16 bits count
   * @return this
   */
  public UaBytes u16(int value) {
    return u8(value).u8(value >> 8);
  }

  /**
   * Writes four bytes.
   *
   * @param value its low 32 bits count
   * @return this
   */
  public UaBytes u32(long value) {
    return u16((int) value).u16((int) (value >> 16));
  }

  /**
   * Writes eight bytes.
   *
   * @param value all of it
   * @return this
   */
  public UaBytes i64(long value) {
    return u32(value).u32(value >> 32);
  }

  /**
   * Writes a Double.
   *
   * @param value any
   * @return this
   */
  public UaBytes f64(double value) {
    return i64(Double.doubleToLongBits(value));
  }

  /**
   * Writes a String.
   *
   * @param text null is written as none
   * @return this
   */
  public UaBytes text(String text) {
    return text == null ? u32(-1) : bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a ByteString.
   *
   * @param bytes its content
   * @return this
   */
  public UaBytes bytes(byte[] bytes) {
    return u32(bytes.length).raw(bytes);
  }

  /**
   * Writes bytes as they are.
   *
   * @param bytes any
   * @return this
   */
  public UaBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /**
   * Writes the same bytes again and again.
   *
   * @param times how often
   * @param bytes any
   * @return this
   */
  public UaBytes repeat(int times, int... bytes) {
    for (int i = 0; i < times; i++) {
      for (int b : bytes) {
        out.write(b);
      }
    }
    return this;
  }

  /**
   * Writes a DateTime.
   *
   * @param at any instant since 1601
   * @return this
   */
  public UaBytes date(Instant at) {
    return i64(TICKS_TO_1970 + at.getEpochSecond() * 10_000_000 + at.getNano() / 100);
  }

  /**
   * Writes a numeric NodeId of namespace 0.
   *
   * @param id up to 65535
   * @return this
   */
  public UaBytes node(int id) {
    return u8(1).u8(0).u16(id);
  }

  /**
   * Writes an ExtensionObject.
   *
   * @param type id of its binary encoding
   * @param body its content
   * @return this
   */
  public UaBytes object(int type, UaBytes body) {
    return node(type).u8(1).bytes(body.done());
  }

  /**
   * Writes a good DataValue with both timestamps.
   *
   * @param variant a Variant as bytes
   * @param at the timestamps
   * @return this
   */
  public UaBytes value(UaBytes variant, Instant at) {
    return u8(0b1101).raw(variant.done()).date(at).date(at);
  }

  /**
   * Begins the answer to a request.
   *
   * @param type id of the answer's binary encoding
   * @param handle of the request
   * @param result status code
   * @param at the server's time
   * @return a new writer
   */
  public static UaBytes answer(int type, long handle, long result, Instant at) {
    UaBytes bytes = new UaBytes().node(type).date(at).u32(handle).u32(result);
    // No diagnostics, no strings, no additional header.
    return bytes.u8(0).u32(-1).u8(0).u8(0).u8(0);
  }

  /**
   * What was written.
   *
   * @return the bytes
   */
  public byte[] done() {
    return out.toByteArray();
  }
}
