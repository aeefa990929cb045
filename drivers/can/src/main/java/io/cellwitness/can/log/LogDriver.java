package io.cellwitness.can.log;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.RecordingFormat.Content;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.can.BroadcastReadings;
import io.cellwitness.can.SessionChecks;
import io.cellwitness.can.profile.Decoded;
import io.cellwitness.can.profile.Polling;
import io.cellwitness.can.profile.ReadRequest;
import io.cellwitness.can.profile.VehicleProfile;
import io.cellwitness.can.uds.Answer;
import io.cellwitness.can.uds.Echo;
import io.cellwitness.can.uds.Ecu;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Plays a log back as if the car answered now: one answer a call. */
final class LogDriver implements Driver {

  private final Path file;
  private final Content content;
  private final Supplier<LineParser> parsers;
  private final LogIdentifier identifier;
  private final Consumer<String> notes;
  private final UUID bootId;
  private final Map<String, ReadRequest> requests = new HashMap<>();
  private Optional<Log> log = Optional.empty();
  private Assembler assembler;
  private SessionChecks checks;
  private BroadcastReadings broadcasts;
  private boolean closed;

  LogDriver(
      Path file,
      Content content,
      Supplier<LineParser> parsers,
      LogIdentifier identifier,
      DriverContext context) {
    this.file = file;
    this.content = content;
    this.parsers = parsers;
    this.identifier = identifier;
    this.notes = context.notes();
    String plain = String.valueOf(file.getFileName()).replaceFirst("\\.gz$", "");
    this.bootId =
        UUID.nameUUIDFromBytes(("cellwitness replay " + plain).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public VehicleFacts connect() throws DriverException, InterruptedException {
    VehicleFacts facts;
    VehicleProfile profile;
    try (Log first = new Log(file, parsers.get(), content.open(), notes)) {
      LogIdentifier.Found found = identifier.read(first, file, notes);
      facts = found.facts();
      profile = found.profile();
    }
    for (ReadRequest request : profile.requests()) {
      // What is read once is the VIN, which is no reading.
      if (request.polling() != Polling.ONCE) {
        requests.put(key(request.ecu(), request.bytes()), request);
      }
    }
    assembler = new Assembler(profile.requests().stream().map(ReadRequest::ecu).toList());
    checks = new SessionChecks(profile, notes);
    broadcasts = new BroadcastReadings(profile, checks);
    // The damaged lines were told while the car was identified.
    log = Optional.of(new Log(file, parsers.get(), content.open(), note -> {}));
    return facts;
  }

  private static String key(Ecu ecu, byte[] request) {
    return ecu + ":" + HexFormat.of().formatHex(request);
  }

  @Override
  public boolean poll(ReadingSink sink) throws DriverException, InterruptedException {
    Log open = log.orElseThrow(() -> new IllegalStateException("connect comes first"));
    boolean handed = false;
    while (!handed) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Optional<Entry> entry = closed ? Optional.empty() : open.next();
      if (entry.isEmpty()) {
        return false;
      }
      Stamp at = stamp(open, entry.get().nanos());
      if (entry.get() instanceof Entry.Supply supply) {
        Value volts = new Value.Number(supply.volts());
        sink.accept(new Reading(Signals.LOW_VOLTAGE, 0, volts, at, "adapter:ATRV"));
        handed = true;
      }
      if (entry.get() instanceof Entry.Frame frame) {
        for (Reading reading : broadcasts.take(frame.bits(), frame.frame(), at)) {
          sink.accept(reading);
          handed = true;
        }
      }
      for (Exchange exchange : assembler.take(entry.get())) {
        handed |= hand(exchange, at, sink);
      }
    }
    return true;
  }

  private Stamp stamp(Log open, long nanos) {
    Instant wall = open.parser().begin().orElse(Instant.EPOCH).plusNanos(nanos);
    return new Stamp(wall, nanos, bootId, false);
  }

  private boolean hand(Exchange exchange, Stamp at, ReadingSink sink) {
    ReadRequest request = requests.get(key(exchange.ecu(), exchange.request()));
    if (request == null) {
      return false;
    }
    List<Decoded> decoded;
    String source = request.key();
    Optional<byte[]> data = Echo.data(exchange.request(), exchange.message());
    if (data.isPresent()) {
      source = Ecu.hex(exchange.responder(), request.ecu().bits()) + ":" + request.sendHex();
      decoded = checks.take(request.decode(data.get()), at, source);
    } else {
      OptionalInt code = Echo.refusal(exchange.request(), exchange.message());
      if (code.isEmpty() || !new Answer.Refused(code.getAsInt()).forGood()) {
        return false;
      }
      String reason = new Answer.Refused(code.getAsInt()).reason();
      decoded = request.absent(new Value.Absent(Quality.MISSING, reason));
    }
    boolean functional = request.ecu().responseId().isEmpty();
    if (functional && decoded.stream().noneMatch(d -> d.value().quality() == Quality.GOOD)) {
      // Several may answer; those who have nothing to say are passed over.
      return false;
    }
    for (Decoded one : decoded) {
      sink.accept(new Reading(one.signal(), one.index(), one.value(), at, source));
    }
    return true;
  }

  @Override
  public boolean live() {
    return false;
  }

  @Override
  public Map<String, String> learnt() {
    return checks == null ? Map.of() : checks.learnt();
  }

  @Override
  public void close() {
    closed = true;
    log.ifPresent(Log::close);
  }
}
