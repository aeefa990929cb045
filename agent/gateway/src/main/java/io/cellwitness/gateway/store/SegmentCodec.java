package io.cellwitness.gateway.store;

import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Readings as one compact blob, column by column, and back without any loss: order, every bit of
 * every number, every nanosecond.
 *
 * <p>Layout: format byte 1; CRC-32 of the raw columns (8 bytes); length of the raw columns
 * (varint); raw columns deflated. Columns: boots with their synced flag in runs; monotonic time as
 * differences; wall time as what it deviates from running beside the monotonic clock; channel per
 * reading; then per channel the kinds of value in runs, the numbers ({@link NumberColumn}) and the
 * texts.
 */
final class SegmentCodec {

  /** Most readings in one segment. */
  static final int MAX_READINGS = 1 << 16;

  /** Longest text, absence reason or source, characters. */
  private static final int MAX_TEXT = Reading.MAX_TEXT;

  private static final int FORMAT = 1;
  private static final int MAX_RAW_BYTES = 1 << 28;
  private static final int NUMBER = 0;
  private static final int TEXT = 1;
  private static final int ABSENT = 2;

  /** Codes of {@link Quality} in the file; never renumbered. */
  private static final List<Quality> QUALITIES =
      List.of(Quality.STALE, Quality.OUT_OF_RANGE, Quality.MISSING);

  private final Dictionary dictionary;

  SegmentCodec(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  byte[] encode(List<Reading> readings) {
    ByteSink sink = new ByteSink();
    sink.unsigned(readings.size());
    writeBoots(sink, readings);
    writeTimes(sink, readings);
    writeChannels(sink, readings);
    byte[] raw = sink.toArray();
    ByteSink body = new ByteSink();
    body.unsigned(raw.length);
    body.raw(deflate(raw));
    byte[] packed = body.toArray();
    ByteSink segment = new ByteSink();
    segment.octet(FORMAT);
    segment.fixed(crc(packed, 0));
    segment.raw(packed);
    return segment.toArray();
  }

  /**
   * Decodes a segment.
   *
   * @throws StoreException of kind CORRUPT when the bytes are not what was written
   */
  List<Reading> decode(byte[] segment) {
    try {
      ByteSource head = new ByteSource(segment);
      if (head.octet() != FORMAT) {
        throw damaged("unknown format", null);
      }
      if (head.fixed() != crc(segment, segment.length - head.remaining())) {
        throw damaged("wrong checksum", null);
      }
      int length = head.count(MAX_RAW_BYTES);
      byte[] raw = inflate(segment, segment.length - head.remaining(), length);
      return readColumns(new ByteSource(raw));
    } catch (IndexOutOfBoundsException | DataFormatException e) {
      throw damaged("cut or overwritten", e);
    }
  }

  private void writeBoots(ByteSink sink, List<Reading> readings) {
    Runs runs = new Runs();
    for (Reading reading : readings) {
      Stamp at = reading.at();
      runs.add(dictionary.bootId(at.bootId()) << 1 | (at.clockSynced() ? 1 : 0));
    }
    runs.writeTo(sink);
  }

  private static void writeTimes(ByteSink sink, List<Reading> readings) {
    long mono = 0;
    for (Reading reading : readings) {
      sink.signed(reading.at().monotonicNanos() - mono);
      mono = reading.at().monotonicNanos();
    }
    long offset = 0;
    for (Reading reading : readings) {
      long next = wallNanos(reading.at().wall()) - reading.at().monotonicNanos();
      sink.signed(next - offset);
      offset = next;
    }
  }

  private void writeChannels(ByteSink sink, List<Reading> readings) {
    Map<Channel, Integer> local = new LinkedHashMap<>();
    List<List<Value>> columns = new ArrayList<>();
    ByteSink order = new ByteSink();
    for (Reading reading : readings) {
      int column =
          local.computeIfAbsent(
              Channel.of(reading),
              channel -> {
                columns.add(new ArrayList<>());
                return columns.size() - 1;
              });
      order.unsigned(column);
      columns.get(column).add(reading.value());
    }
    sink.unsigned(columns.size());
    local.keySet().forEach(channel -> sink.unsigned(dictionary.channelId(channel)));
    sink.raw(order.toArray());
    columns.forEach(column -> writeValues(sink, column));
  }

  private static void writeValues(ByteSink sink, List<Value> values) {
    Runs kinds = new Runs();
    List<Double> numbers = new ArrayList<>();
    for (Value value : values) {
      kinds.add(kind(value));
      if (value instanceof Value.Number number) {
        numbers.add(number.number());
      }
    }
    kinds.writeTo(sink);
    NumberColumn.write(sink, numbers);
    Map<String, Integer> texts = new HashMap<>();
    for (Value value : values) {
      if (value instanceof Value.Text text) {
        writeText(sink, texts, text.text());
      } else if (value instanceof Value.Absent absent) {
        writeText(sink, texts, absent.reason());
      }
    }
  }

  private List<Reading> readColumns(ByteSource source) {
    int count = source.count(MAX_READINGS);
    long[] boots = Runs.read(source, count);
    long[] monos = new long[count];
    long[] walls = new long[count];
    long mono = 0;
    for (int i = 0; i < count; i++) {
      mono += source.signed();
      monos[i] = mono;
    }
    long offset = 0;
    for (int i = 0; i < count; i++) {
      offset += source.signed();
      walls[i] = offset + monos[i];
    }
    int columnCount = source.count(count);
    List<Channel> channels = new ArrayList<>();
    for (int i = 0; i < columnCount; i++) {
      channels.add(dictionary.channel(source.unsigned()));
    }
    int[] order = new int[count];
    int[] lengths = new int[columnCount];
    for (int i = 0; i < count; i++) {
      order[i] = source.count(columnCount - 1);
      lengths[order[i]]++;
    }
    List<List<Value>> columns = new ArrayList<>();
    for (int length : lengths) {
      columns.add(readValues(source, length));
    }
    if (!source.atEnd()) {
      throw new IndexOutOfBoundsException("bytes behind the last column");
    }
    List<Reading> readings = new ArrayList<>(count);
    int[] next = new int[columnCount];
    Map<Long, UUID> bootIds = new HashMap<>();
    for (int i = 0; i < count; i++) {
      UUID boot = bootIds.computeIfAbsent(boots[i] >> 1, dictionary::boot);
      Stamp at = new Stamp(instant(walls[i]), monos[i], boot, (boots[i] & 1) == 1);
      Channel channel = channels.get(order[i]);
      Value value = columns.get(order[i]).get(next[order[i]]++);
      readings.add(new Reading(channel.signal(), channel.index(), value, at, channel.source()));
    }
    return readings;
  }

  private static List<Value> readValues(ByteSource source, int count) {
    long[] kinds = Runs.read(source, count);
    double[] numbers = NumberColumn.read(source, count(kinds, NUMBER));
    List<Value> values = new ArrayList<>(count);
    List<String> texts = new ArrayList<>();
    int next = 0;
    for (long kind : kinds) {
      if (kind == NUMBER) {
        values.add(new Value.Number(numbers[next++]));
      } else if (kind == TEXT) {
        values.add(new Value.Text(readText(source, texts)));
      } else if (kind - ABSENT < QUALITIES.size()) {
        values.add(new Value.Absent(QUALITIES.get((int) kind - ABSENT), readText(source, texts)));
      } else {
        throw new IndexOutOfBoundsException("unknown kind " + kind);
      }
    }
    return values;
  }

  private static int kind(Value value) {
    if (value instanceof Value.Number) {
      return NUMBER;
    }
    return value instanceof Value.Text ? TEXT : ABSENT + QUALITIES.indexOf(value.quality());
  }

  private static int count(long[] kinds, long wanted) {
    int count = 0;
    for (long kind : kinds) {
      count += kind == wanted ? 1 : 0;
    }
    return count;
  }

  /** A text is spelt out once per column and then named by its number. */
  private static void writeText(ByteSink sink, Map<String, Integer> known, String text) {
    Integer number = known.putIfAbsent(text, known.size() + 1);
    sink.unsigned(number == null ? 0 : number);
    if (number == null) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      sink.unsigned(bytes.length);
      sink.raw(bytes);
    }
  }

  private static String readText(ByteSource source, List<String> known) {
    int number = source.count(known.size());
    if (number > 0) {
      return known.get(number - 1);
    }
    String text = new String(source.raw(source.count(MAX_TEXT * 3)), StandardCharsets.UTF_8);
    known.add(text);
    return text;
  }

  private static long wallNanos(Instant instant) {
    try {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a wall clock of " + instant + " cannot be stored", e);
    }
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }

  private static long crc(byte[] bytes, int from) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, bytes.length - from);
    return crc.getValue();
  }

  private static byte[] deflate(byte[] raw) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(raw);
      deflater.finish();
      byte[] buffer = new byte[raw.length + raw.length / 1000 + 64];
      int length = deflater.deflate(buffer);
      if (!deflater.finished()) {
        throw new IllegalStateException("deflate did not finish");
      }
      return Arrays.copyOf(buffer, length);
    } finally {
      deflater.end();
    }
  }

  private static byte[] inflate(byte[] segment, int from, int length) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(segment, from, segment.length - from);
      byte[] raw = new byte[length];
      if (inflater.inflate(raw) != length) {
        throw new DataFormatException("shorter than announced");
      }
      return raw;
    } finally {
      inflater.end();
    }
  }

  private static StoreException damaged(String how, Exception cause) {
    return new StoreException(
        StoreException.Kind.CORRUPT,
        "stored readings are damaged (" + how + "); export the other sessions with --session",
        cause);
  }
}
