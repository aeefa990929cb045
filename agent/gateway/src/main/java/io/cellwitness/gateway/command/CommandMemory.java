package io.cellwitness.gateway.command;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.command.CommandRefused.Reason;
import io.cellwitness.report.ReportFiles;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which commands have been taken, kept on the disk before they are carried out, so that none is
 * ever carried out twice. An id is forgotten once its command has expired; from then on whatever
 * expired with it is refused, even when the machine's clock goes back. The issuers' own clocks, as
 * far as commands told them, are kept too: a gateway whose clock is behind goes by them. For one
 * thread.
 */
final class CommandMemory {

  /** More than come in the longest time a command is valid. */
  static final int MOST = 400;

  private static final int MAX_BYTES = 1 << 20;
  private static final String SCHEMA = "cellwitness-commands/1";

  private final Path file;
  private final Map<UUID, Instant> seen = new LinkedHashMap<>();
  private Instant forgottenUntil = Instant.EPOCH;
  private Instant newestIssued = Instant.EPOCH;

  private CommandMemory(Path file) {
    this.file = file;
  }

  /**
   * Opens the memory; an empty one where there is no file yet.
   *
   * @throws Failure when the file is damaged: without it a command could be carried out twice
   */
  static CommandMemory open(Path file) throws Failure {
    CommandMemory memory = new CommandMemory(file);
    if (Files.exists(file)) {
      try {
        memory.read(StrictJson.parseObject(Files.readAllBytes(file), MAX_BYTES));
      } catch (IOException e) {
        throw new Failure(
            ExitCode.INPUT_OUTPUT, file + " cannot be read; check its owner and mode", e);
      } catch (Malformed | RuntimeException e) {
        throw new Failure(
            ExitCode.CONFIGURATION,
            file
                + " is damaged, so a command could be carried out twice; wait "
                + CommandToken.LONGEST.toMinutes()
                + " minutes, then remove it",
            e);
      }
    }
    return memory;
  }

  /**
   * Takes a command, once.
   *
   * @throws CommandRefused when it was taken before, may have been, or cannot be kept
   */
  void take(RemoteCommand command, Instant now) throws CommandRefused {
    Optional<UUID> id = Optional.of(command.id());
    if (seen.containsKey(command.id())) {
      throw new CommandRefused(Reason.REPLAYED, id);
    }
    if (!command.expires().isAfter(forgottenUntil)) {
      throw new CommandRefused(Reason.EXPIRED, id);
    }
    forget(now);
    if (seen.size() >= MOST) {
      throw new CommandRefused(Reason.TOO_MANY, id);
    }
    seen.put(command.id(), command.expires());
    newestIssued = command.issued().isAfter(newestIssued) ? command.issued() : newestIssued;
    try {
      write();
    } catch (IOException e) {
      // It stays in mind: on the disk it may stand or not, so it is not to be tried again.
      throw new CommandRefused(Reason.STORAGE, id);
    }
  }

  /**
   * The present, which is not before the newest command was signed, less the time an issuer's clock
   * may be ahead.
   *
   * @param clock what the machine's clock says
   */
  Instant now(Instant clock) {
    Instant floor = newestIssued.minus(CommandToken.CLOCK_TOLERANCE);
    return clock.isBefore(floor) ? floor : clock;
  }

  int size() {
    return seen.size();
  }

  private void forget(Instant now) {
    for (Iterator<Instant> each = seen.values().iterator(); each.hasNext(); ) {
      Instant expires = each.next();
      if (!now.isBefore(expires)) {
        forgottenUntil = expires.isAfter(forgottenUntil) ? expires : forgottenUntil;
        each.remove();
      }
    }
  }

  private void read(ObjectNode root) throws Malformed {
    if (!root.path("schema").asString("").equals(SCHEMA) || !root.path("seen").isArray()) {
      throw new Malformed("no memory of commands");
    }
    forgottenUntil = Instant.ofEpochSecond(root.path("forgottenUntil").longValue());
    if (root.has("newestIssued")) {
      newestIssued = Instant.ofEpochSecond(root.path("newestIssued").longValue());
    }
    for (JsonNode each : root.path("seen")) {
      seen.put(
          UUID.fromString(each.path("jti").stringValue()),
          Instant.ofEpochSecond(each.path("exp").longValue()));
    }
  }

  private void write() throws IOException {
    ObjectNode root =
        StrictJson.object()
            .put("schema", SCHEMA)
            .put("forgottenUntil", forgottenUntil.getEpochSecond())
            .put("newestIssued", newestIssued.getEpochSecond());
    ArrayNode list = root.putArray("seen");
    seen.forEach(
        (id, expires) ->
            list.addObject().put("jti", id.toString()).put("exp", expires.getEpochSecond()));
    ReportFiles.writeWhole(
        file,
        StrictJson.write(root),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
