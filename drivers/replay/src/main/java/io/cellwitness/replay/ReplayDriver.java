package io.cellwitness.replay;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.VehicleFacts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Plays a recording back as fast as it is polled, one stamp a call. What kind of recording it is
 * shows in its first character, whatever the file is called.
 */
final class ReplayDriver implements Driver {

  private final Path file;
  private final Optional<String> session;
  private final Consumer<String> notes;
  private Optional<Recording> recording = Optional.empty();
  private boolean closed;

  ReplayDriver(Path file, Optional<String> session, Consumer<String> notes) {
    this.file = file;
    this.session = session;
    this.notes = notes;
  }

  @Override
  public synchronized VehicleFacts connect() throws DriverException {
    if (recording.isPresent() || closed) {
      throw new IllegalStateException("connect comes once, before close");
    }
    Recording opened = open();
    recording = Optional.of(opened);
    return opened.facts();
  }

  @Override
  public synchronized boolean poll(ReadingSink sink) throws DriverException {
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
  public synchronized void close() {
    closed = true;
    recording.ifPresent(Recording::close);
  }

  private Recording open() throws DriverException {
    if (!SessionFileReader.recognises(file)) {
      return CsvRecording.open(file, notes).rows(session, notes);
    }
    if (session.isPresent()) {
      throw new DriverException(
          Kind.USAGE,
          file + " is a session file, which holds one session; leave out #" + session.get() + ".");
    }
    return new SessionFileReader(file, notes);
  }
}
