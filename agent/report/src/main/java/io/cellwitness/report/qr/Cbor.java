package io.cellwitness.report.qr;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The part of CBOR (RFC 8949) that the QR code uses, in its deterministic encoding (section 4.2.1):
 * shortest lengths, definite lengths, map keys in bytewise order. One value has one encoding.
 */
sealed interface Cbor {

  /** An integer. */
  record Int(long value) implements Cbor {}

  /** A byte string. */
  record Bytes(byte[] value) implements Cbor {
    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }
  }

  /** A text. */
  record Text(String value) implements Cbor {}

  /** A list. */
  record Array(List<Cbor> items) implements Cbor {
    /** Copies the list. */
    public Array {
      items = List.copyOf(items);
    }
  }

  /** A map with integer keys, in their encoded order. */
  record Struct(Map<Long, Cbor> members) implements Cbor {
    /** Copies the map in order: 0, 1, 2 … before -1, -2 …, as their encodings sort. */
    public Struct {
      TreeMap<Long, Cbor> sorted = new TreeMap<>(Struct::compareKeys);
      sorted.putAll(members);
      members = java.util.Collections.unmodifiableMap(sorted);
    }

    static int compareKeys(long a, long b) {
      return (a < 0) == (b < 0)
          ? Long.compareUnsigned(a < 0 ? ~a : a, b < 0 ? ~b : b)
          : a < 0 ? 1 : -1;
    }
  }

  /** A tagged value. */
  record Tagged(long tag, Cbor content) implements Cbor {}

  /**
   * Encodes.
   *
   * @return bytes
   */
  default byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(this, out);
    return out.toByteArray();
  }

  private static void write(Cbor value, ByteArrayOutputStream out) {
    if (value instanceof Int number) {
      head(number.value() < 0 ? 1 : 0, number.value() < 0 ? ~number.value() : number.value(), out);
    } else if (value instanceof Bytes bytes) {
      head(2, bytes.value().length, out);
      out.writeBytes(bytes.value());
    } else if (value instanceof Text text) {
      byte[] utf8 = text.value().getBytes(StandardCharsets.UTF_8);
      head(3, utf8.length, out);
      out.writeBytes(utf8);
    } else if (value instanceof Array array) {
      head(4, array.items().size(), out);
      array.items().forEach(item -> write(item, out));
    } else if (value instanceof Struct struct) {
      head(5, struct.members().size(), out);
      struct
          .members()
          .forEach(
              (key, member) -> {
                write(new Int(key), out);
                write(member, out);
              });
    } else if (value instanceof Tagged tagged) {
      head(6, tagged.tag(), out);
      write(tagged.content(), out);
    }
  }

  /** Major type and argument in the fewest bytes. */
  private static void head(int major, long argument, ByteArrayOutputStream out) {
    int type = major << 5;
    if (argument < 24) {
      out.write(type | (int) argument);
      return;
    }
    int log2 = argument < 1L << 8 ? 0 : argument < 1L << 16 ? 1 : argument < 1L << 32 ? 2 : 3;
    out.write(type | 24 + log2);
    for (int shift = 8 * (1 << log2) - 8; shift >= 0; shift -= 8) {
      out.write((int) (argument >>> shift));
    }
  }
}
