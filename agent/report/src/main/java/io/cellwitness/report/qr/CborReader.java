package io.cellwitness.report.qr;

import io.cellwitness.report.jose.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link Cbor} writes and refuses every other encoding of the same value. */
final class CborReader {

  private static final int MAX_DEPTH = 8;
  private static final int MAX_ITEMS = 64;

  private final ByteBuffer in;

  private CborReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  /**
   * Reads one value.
   *
   * @param bytes all of it
   * @return the value
   * @throws Malformed when it is not CBOR of the deterministic kind, or something follows it
   */
  static Cbor read(byte[] bytes) throws Malformed {
    CborReader reader = new CborReader(bytes);
    Cbor value = reader.value(0);
    if (reader.in.hasRemaining()) {
      throw new Malformed("bytes after the end");
    }
    if (!Arrays.equals(value.encode(), bytes)) {
      throw new Malformed("not in deterministic encoding");
    }
    return value;
  }

  private Cbor value(int depth) throws Malformed {
    if (depth > MAX_DEPTH) {
      throw new Malformed("nested too deeply");
    }
    int first = next();
    int major = first >> 5;
    long argument = argument(first & 0x1f);
    return switch (major) {
      case 0 -> new Cbor.Int(argument);
      case 1 -> new Cbor.Int(~argument);
      case 2 -> new Cbor.Bytes(bytes(argument));
      case 3 -> new Cbor.Text(text(bytes(argument)));
      case 4 -> new Cbor.Array(items(argument, depth));
      case 5 -> new Cbor.Struct(members(argument, depth));
      case 6 -> new Cbor.Tagged(argument, value(depth + 1));
      default -> throw new Malformed("a kind of value that the code does not use");
    };
  }

  private List<Cbor> items(long count, int depth) throws Malformed {
    checkCount(count);
    List<Cbor> items = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      items.add(value(depth + 1));
    }
    return items;
  }

  private Map<Long, Cbor> members(long count, int depth) throws Malformed {
    checkCount(count);
    Map<Long, Cbor> members = new LinkedHashMap<>();
    for (long i = 0; i < count; i++) {
      if (!(value(depth + 1) instanceof Cbor.Int key)) {
        throw new Malformed("a key that is no integer");
      }
      if (members.put(key.value(), value(depth + 1)) != null) {
        throw new Malformed("a key stands twice");
      }
    }
    return members;
  }

  private static void checkCount(long count) throws Malformed {
    if (count > MAX_ITEMS) {
      throw new Malformed("more than " + MAX_ITEMS + " items");
    }
  }

  private long argument(int info) throws Malformed {
    if (info < 24) {
      return info;
    }
    if (info > 27) {
      throw new Malformed("a length that is not definite");
    }
    long argument = 0;
    for (int i = 0; i < 1 << info - 24; i++) {
      argument = argument << 8 | next();
    }
    if (argument < 0) {
      throw new Malformed("a number of more than 63 bits");
    }
    return argument;
  }

  private byte[] bytes(long length) throws Malformed {
    if (length > in.remaining()) {
      throw new Malformed("cut off");
    }
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return bytes;
  }

  private static String text(byte[] utf8) throws Malformed {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(utf8))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("a text that is not UTF-8");
    }
  }

  private int next() throws Malformed {
    if (!in.hasRemaining()) {
      throw new Malformed("cut off");
    }
    return in.get() & 0xff;
  }
}
