package io.cellwitness.replay;

import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes every reading of a check into a session file ({@link SessionFormat} describes it), from
 * which the same readings come back: values, stamps, sources and absences, in the same order. Only
 * a VIN is withheld. The same readings give the same bytes: nothing in the file tells when it was
 * written.
 *
 * <p>One thread writes. A file without its closing line was cut off.
 */
public final class SessionFileWriter implements ReadingSink, AutoCloseable {

  private record Clock(UUID bootId, boolean synced) {}

  private record Channel(Signal signal, int index, String source) {}

  private final Writer out;
  private final Map<Clock, Integer> clocks = new HashMap<>();
  private final Map<Channel, Integer> channels = new HashMap<>();
  private final List<Reading> sameStamp = new ArrayList<>();
  private long stamps;
  private long readings;
  private boolean broken;
  private boolean closed;

  /**
   * Starts a new file.
   *
   * @param file must not exist yet: a recording is evidence and never overwritten; packed with gzip
   *     when the name ends in {@code .gz}
   * @param facts what is known of the car, with the pack facts the check is evaluated by
   * @throws IOException when the file cannot be made
   */
  public SessionFileWriter(Path file, VehicleFacts facts) throws IOException {
    OutputStream raw =
        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      // The JDK leaves time and name out of the gzip header, which keeps the bytes the same.
      boolean packed = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
      OutputStream bytes = packed ? new GZIPOutputStream(raw, 1 << 16) : raw;
      out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), 1 << 16);
      line(SessionFormat.header(facts));
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /**
   * Writes one reading.
   *
   * @param reading readings of one stamp come in one run
   * @throws UncheckedIOException when the file cannot be written, as on a full disk
   * @throws IllegalStateException after {@link #close()}
   */
  @Override
  public void accept(Reading reading) {
    if (closed) {
      throw new IllegalStateException("the session file is closed");
    }
    try {
      if (!sameStamp.isEmpty()
          && (!sameStamp.get(0).at().equals(reading.at())
              || sameStamp.size() == SessionFormat.MAX_READINGS_PER_LINE)) {
        writeStamp();
      }
      sameStamp.add(reading);
    } catch (IOException e) {
      broken = true;
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes what is left and the closing line.
   *
   * @throws IOException when the file cannot be written; it then has no closing line
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      if (!broken) {
        writeStamp();
        line("{\"end\":{\"stamps\":" + stamps + ",\"readings\":" + readings + "}}");
      }
    }
  }

  private void writeStamp() throws IOException {
    if (sameStamp.isEmpty()) {
      return;
    }
    Stamp at = sameStamp.get(0).at();
    int clock = clock(at);
    ObjectNode stamp = SessionFormat.JSON.createObjectNode();
    stamp.put("t", at.monotonicNanos()).put("w", at.wall().toString()).put("c", clock);
    ArrayNode all = stamp.putArray("r");
    for (Reading reading : sameStamp) {
      put(all.addArray().add(channel(reading)), reading);
    }
    line(SessionFormat.JSON.writeValueAsString(stamp));
    stamps++;
    readings += sameStamp.size();
    sameStamp.clear();
  }

  private int clock(Stamp at) throws IOException {
    Clock clock = new Clock(at.bootId(), at.clockSynced());
    Integer known = clocks.get(clock);
    if (known != null) {
      return known;
    }
    int number = clocks.size();
    clocks.put(clock, number);
    ObjectNode declared = SessionFormat.JSON.createObjectNode();
    declared.put("clock", number).put("bootId", at.bootId().toString());
    declared.put("synced", at.clockSynced());
    line(SessionFormat.JSON.writeValueAsString(declared));
    return number;
  }

  private int channel(Reading reading) throws IOException {
    Channel channel = new Channel(reading.signal(), reading.index(), reading.source());
    Integer known = channels.get(channel);
    if (known != null) {
      return known;
    }
    if (channels.size() == SessionFormat.MAX_CHANNELS) {
      throw new IOException("more than " + SessionFormat.MAX_CHANNELS + " channels in one session");
    }
    int number = channels.size();
    channels.put(channel, number);
    ObjectNode declared = SessionFormat.JSON.createObjectNode();
    declared.put("channel", number).put("signal", channel.signal().name());
    declared.put("unit", channel.signal().unit()).put("index", channel.index());
    declared.put("source", channel.source());
    line(SessionFormat.JSON.writeValueAsString(declared));
    return number;
  }

  private static void put(ArrayNode pair, Reading reading) {
    Value value = reading.value();
    if (Signals.identifies(reading.signal()) && value instanceof Value.Text) {
      value = new Value.Absent(Quality.MISSING, SessionFormat.VIN_WITHHELD);
    }
    if (value instanceof Value.Number number) {
      pair.add(number.number());
    } else if (value instanceof Value.Text text) {
      pair.add(text.text());
    } else if (value instanceof Value.Absent absent) {
      pair.addNull().add(absent.quality().name()).add(absent.reason());
    }
  }

  private void line(String json) throws IOException {
    // UTF-8 needs at most three bytes for a char.
    if (json.length() * 3L > SessionFormat.MAX_LINE_BYTES) {
      throw new IOException("a line of the session file would be too long to be read again");
    }
    out.write(json);
    out.write('\n');
  }
}
