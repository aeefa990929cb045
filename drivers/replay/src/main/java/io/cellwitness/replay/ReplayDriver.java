package io.cellwitness.replay;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.RecordingFormat;
import io.cellwitness.api.VehicleFacts;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Plays a recording back as fast as it is polled, one stamp a call. What kind of recording it is
 * shows in its first characters, whatever the file is called.
 */
final class ReplayDriver implements Driver {

  private static final int LONGEST_LINE_BYTES = 65_536;

  private final Path file;
  private final Optional<String> session;
  private final DriverContext context;
  private Optional<Recording> recording = Optional.empty();
  private boolean closed;

  ReplayDriver(Path file, Optional<String> session, DriverContext context) {
    this.file = file;
    this.session = session;
    this.context = context;
  }

  @Override
  public synchronized VehicleFacts connect() throws DriverException, InterruptedException {
    if (recording.isPresent() || closed) {
      throw new IllegalStateException("connect comes once, before close");
    }
    Recording opened = open();
    recording = Optional.of(opened);
    return opened.facts();
  }

  @Override
  public synchronized boolean poll(ReadingSink sink) throws DriverException, InterruptedException {
    if (closed) {
      return false;
    }
    return recording.orElseThrow(() -> new IllegalStateException("connect comes first")).next(sink);
  }

  @Override
  public boolean live() {
    return false;
  }

  @Override
  public synchronized OptionalDouble played() {
    return recording.isPresent() ? recording.get().played() : OptionalDouble.empty();
  }

  @Override
  public synchronized Map<String, String> learnt() {
    return recording.map(Recording::learnt).orElse(Map.of());
  }

  @Override
  public synchronized void close() {
    closed = true;
    recording.ifPresent(Recording::close);
  }

  private Recording open() throws DriverException, InterruptedException {
    String head = RecordingFile.head(file, RecordingFormat.HEAD_CHARACTERS);
    for (RecordingFormat format : ServiceLoader.load(RecordingFormat.class)) {
      AtomicReference<TextLines> latest = new AtomicReference<>();
      Optional<Driver> driver = format.driver(file, head, () -> lines(latest), context);
      if (driver.isPresent()) {
        requireNoSession("a recording of one link");
        return DrivenRecording.open(driver.get(), () -> share(latest));
      }
    }
    if (!head.startsWith("{")) {
      return CsvRecording.open(file, context.notes()).rows(session, context.notes());
    }
    requireNoSession("a session file");
    return new SessionFileReader(file, context.notes());
  }

  /** A log is opened once to find out what car it is of, and again to be played. */
  private TextLines lines(AtomicReference<TextLines> latest) throws DriverException {
    latest.set(new TextLines(file, LONGEST_LINE_BYTES));
    return latest.get();
  }

  private static double share(AtomicReference<TextLines> latest) {
    return latest.get() == null ? 0 : latest.get().share();
  }

  private void requireNoSession(String kind) throws DriverException {
    if (session.isPresent()) {
      throw new DriverException(
          Kind.USAGE,
          file + " is " + kind + ", which holds one session; leave out #" + session.get());
    }
  }
}
