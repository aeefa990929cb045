package io.cellwitness.gateway.cli;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.Steps;
import io.cellwitness.gateway.store.Dated;
import io.cellwitness.gateway.store.KnownTimes;
import io.cellwitness.gateway.store.SessionRow;
import io.cellwitness.gateway.store.StoreReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Writes readings into a table. Holds one stored segment in memory at a time, however long the
 * session; works beside a running agent.
 */
@Command(
    name = "export",
    description = "Write readings into a CSV, JSONL or session file; works beside 'run'.")
public final class StoreExport implements Callable<Integer> {

  /** Readings: asking the clock for each of them would take longer than writing it. */
  private static final int TELL_EVERY = 1000;

  @Parameters(
      paramLabel = "FILE",
      description =
          "Where to: FILE.csv or FILE.jsonl; FILE.jsonl.gz for a session file that 'check"
              + " --source replay:FILE' evaluates.")
  Path file;

  @Option(
      names = "--format",
      paramLabel = "csv|jsonl",
      description = "Where the name does not say it.")
  ReadingTable.Format format;

  @Option(names = "--session", paramLabel = "N", description = "Only this session.")
  Long session;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only readings from here on: 2026-01-31 or 2026-01-31T08:00:00Z.")
  String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only readings before this.")
  String to;

  @Option(names = "--with-vin", description = "Write the VIN too; without it none is in the file.")
  boolean withVin;

  @Option(names = "--force", description = "Replace FILE when it exists.")
  boolean force;

  @Mixin private CommonOptions common;

  private final Tools tools;
  private final Console console;
  private final SettingsSource settingsSource;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public StoreExport(Tools tools) {
    this.tools = tools;
    this.console = tools.console();
    this.settingsSource = tools.settings();
  }

  @Override
  public Integer call() throws Failure {
    Instant begin = from == null ? Instant.MIN : Times.parse("--from", from);
    Instant end = to == null ? Instant.MAX : Times.parse("--to", to);
    if (!begin.isBefore(end)) {
      throw new Failure(ExitCode.USAGE, "--from must be before --to");
    }
    boolean wholeSession = format == null && file.toString().endsWith(StoredSession.SUFFIX);
    if (wholeSession && (session == null || from != null || to != null || withVin)) {
      throw new Failure(
          ExitCode.USAGE,
          "a session file holds one whole session without its VIN; give --session N, and none of"
              + " --from, --to and --with-vin");
    }
    Optional<ReadingTable> table =
        wholeSession ? Optional.empty() : Optional.of(new ReadingTable(chosen(), withVin));
    Path stateDir = settingsSource.of(common).stateDir();
    try (StoreReader reader = StoreReader.open(stateDir)) {
      List<SessionRow> sessions = wanted(reader);
      try (NewFile target = NewFile.at(file, force, stateDir)) {
        long rows =
            table.isPresent()
                ? write(reader, sessions, table.get(), target, begin, end)
                : write(reader, sessions.get(0), target);
        target.keep();
        console.emit(
            Console.event("exported")
                .put("file", file.toString())
                .put("sessions", sessions.size())
                .put("readings", rows)
                .put("withVin", withVin));
        console.say(
            "Exported  "
                + Counted.of(rows, "reading")
                + " of "
                + Counted.of(sessions.size(), "session")
                + " to "
                + file);
        return ExitCode.OK.number();
      }
    }
  }

  private ReadingTable.Format chosen() throws Failure {
    if (format != null) {
      return format;
    }
    String name = String.valueOf(file.getFileName());
    for (ReadingTable.Format each : ReadingTable.Format.values()) {
      if (name.endsWith("." + each)) {
        return each;
      }
    }
    throw new Failure(
        ExitCode.USAGE, file + " ends in neither .csv nor .jsonl; say which with --format");
  }

  private List<SessionRow> wanted(StoreReader reader) throws Failure {
    List<SessionRow> all = reader.sessions();
    if (session == null) {
      return all;
    }
    List<SessionRow> one = all.stream().filter(row -> row.id().number() == session).toList();
    if (one.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE, "there is no session " + session + "; 1 to " + last(all) + " are known");
    }
    return one;
  }

  private static long last(List<SessionRow> all) {
    OptionalLong last = all.stream().mapToLong(row -> row.id().number()).max();
    return last.orElse(0);
  }

  private long write(StoreReader reader, SessionRow one, NewFile target) throws Failure {
    try {
      return StoredSession.write(reader, one, target.part(), steps(List.of(one)));
    } catch (IOException | UncheckedIOException e) {
      throw target.failed(e);
    }
  }

  /** Takes how many readings were read so far. */
  private LongConsumer steps(List<SessionRow> sessions) {
    long all = Math.max(1, sessions.stream().mapToLong(SessionRow::readings).sum());
    Steps steps = tools.steps("exporting");
    return read -> {
      if (read % TELL_EVERY == 0) {
        steps.accept((double) read / all);
      }
    };
  }

  private long write(
      StoreReader reader,
      List<SessionRow> sessions,
      ReadingTable table,
      NewFile target,
      Instant begin,
      Instant end)
      throws Failure {
    long rows = 0;
    LongConsumer read = steps(sessions);
    long seen = 0;
    KnownTimes times = reader.knownTimes();
    try {
      Files.createFile(
          target.part(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (BufferedWriter out = Files.newBufferedWriter(target.part(), StandardCharsets.UTF_8)) {
        table.head(out);
        for (SessionRow row : sessions) {
          String vin = withVin ? reader.vin(row.id()).orElse("") : "";
          Iterator<Reading> readings = reader.readings(row.id());
          while (readings.hasNext()) {
            Reading reading = readings.next();
            Dated dated = times.date(reading.at());
            boolean inside = !dated.at().isBefore(begin) && dated.at().isBefore(end);
            if (inside && (withVin || !Signals.identifies(reading.signal()))) {
              table.row(out, row, vin, reading, dated);
              rows++;
            }
            read.accept(++seen);
          }
        }
      }
      return rows;
    } catch (IOException e) {
      throw target.failed(e);
    }
  }
}
