package io.cellwitness.replay;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads a session file back, stamp by stamp; {@link SessionFormat} describes it. */
final class SessionFileReader implements Recording {

  private record Clock(UUID bootId, boolean synced) {}

  private record Channel(Signal signal, int index, String source) {}

  private final Consumer<String> notes;
  private final TextLines lines;
  private final VehicleFacts facts;
  private final List<Clock> clocks = new ArrayList<>();
  private final List<Channel> channels = new ArrayList<>();
  private long stamps;
  private long readings;
  private boolean ended;

  /**
   * Opens a session file and reads its header.
   *
   * @param file packed with gzip or not
   * @param notes takes a sentence when the file turns out to be cut off
   * @throws DriverException when it cannot be read or its header is broken
   */
  SessionFileReader(Path file, Consumer<String> notes) throws DriverException {
    this.notes = notes;
    this.lines = new TextLines(file, SessionFormat.MAX_LINE_BYTES);
    try {
      this.facts = header();
    } catch (DriverException e) {
      lines.close();
      throw e;
    }
  }

  @Override
  public VehicleFacts facts() {
    return facts;
  }

  @Override
  public boolean next(ReadingSink sink) throws DriverException {
    while (!ended) {
      String line = lines.next();
      if (line == null) {
        ended = true;
        notes.accept("The session file has no closing line: the recording was cut off.");
        return false;
      }
      JsonNode node = parsed(line);
      if (node.has("r")) {
        try {
          hand(node, sink);
        } catch (IllegalArgumentException e) {
          throw lines.bad("holds a reading that cannot be: " + e.getMessage());
        }
        return true;
      } else if (node.has("channel")) {
        declareChannel(node);
      } else if (node.has("clock")) {
        declareClock(node);
      } else if (node.has("end")) {
        end(node.path("end"));
      } else {
        throw lines.bad("is no line of a session file");
      }
    }
    return false;
  }

  @Override
  public OptionalDouble played() {
    return OptionalDouble.of(lines.share());
  }

  @Override
  public void close() {
    lines.close();
  }

  private VehicleFacts header() throws DriverException {
    try {
      return SessionFormat.facts(parsed(lines.next()));
    } catch (IllegalArgumentException e) {
      throw lines.bad("is no header of a session file: " + e.getMessage());
    }
  }

  private JsonNode parsed(String line) throws DriverException {
    try {
      return SessionFormat.JSON.readTree(line);
    } catch (JacksonException e) {
      throw lines.bad("is not valid JSON; copy the session file again");
    }
  }

  private void declareClock(JsonNode node) throws DriverException {
    JsonNode synced = node.path("synced");
    if (node.path("clock").asInt(-1) != clocks.size() || !synced.isBoolean()) {
      throw lines.bad("declares a clock wrongly");
    }
    try {
      clocks.add(new Clock(UUID.fromString(text(node, "bootId")), synced.booleanValue()));
    } catch (IllegalArgumentException e) {
      throw lines.bad("has a bootId that is no UUID");
    }
  }

  private void declareChannel(JsonNode node) throws DriverException {
    int index = node.path("index").asInt(-1);
    String name = text(node, "signal");
    boolean full = channels.size() == SessionFormat.MAX_CHANNELS;
    if (full || node.path("channel").asInt(-1) != channels.size() || index < 0 || name.isBlank()) {
      throw lines.bad("declares a channel wrongly");
    }
    Signal signal = new Signal(name, text(node, "unit"));
    Signal shared = Signals.find(name).filter(signal::equals).orElse(signal);
    channels.add(new Channel(shared, index, text(node, "source")));
  }

  private void hand(JsonNode node, ReadingSink sink) throws DriverException {
    JsonNode nanos = node.path("t");
    int clockNumber = node.path("c").asInt(-1);
    if (!nanos.isIntegralNumber() || !nanos.canConvertToLong()) {
      throw lines.bad("has no whole number of nanoseconds in t");
    }
    if (clockNumber < 0 || clockNumber >= clocks.size()) {
      throw lines.bad("uses a clock that was not declared");
    }
    Clock clock = clocks.get(clockNumber);
    Stamp at = new Stamp(wall(node), nanos.longValue(), clock.bootId(), clock.synced());
    for (JsonNode pair : node.path("r")) {
      int number = pair.path(0).asInt(-1);
      if (number < 0 || number >= channels.size()) {
        throw lines.bad("uses a channel that was not declared");
      }
      Channel channel = channels.get(number);
      sink.accept(
          new Reading(channel.signal(), channel.index(), value(pair), at, channel.source()));
      readings++;
    }
    stamps++;
  }

  private Instant wall(JsonNode node) throws DriverException {
    try {
      return Instant.parse(text(node, "w"));
    } catch (DateTimeException e) {
      throw lines.bad("has no instant in w");
    }
  }

  private Value value(JsonNode pair) throws DriverException {
    JsonNode value = pair.path(1);
    try {
      if (value.isNumber()) {
        return new Value.Number(value.doubleValue());
      }
      if (value.isString()) {
        return new Value.Text(value.stringValue());
      }
      if (value.isNull()) {
        Quality quality = Quality.valueOf(pair.path(2).asString(""));
        return new Value.Absent(quality, pair.path(3).asString(""));
      }
    } catch (IllegalArgumentException e) {
      throw lines.bad("holds a value that cannot be: " + e.getMessage());
    }
    throw lines.bad("holds a reading without a value");
  }

  private void end(JsonNode counts) throws DriverException {
    if (counts.path("stamps").asLong(-1) != stamps
        || counts.path("readings").asLong(-1) != readings) {
      throw lines.bad("counts other stamps or readings than the file holds");
    }
    ended = true;
  }

  private String text(JsonNode node, String name) throws DriverException {
    JsonNode value = node.path(name);
    if (!value.isString()) {
      throw lines.bad("has no text in " + name);
    }
    return value.stringValue();
  }
}
