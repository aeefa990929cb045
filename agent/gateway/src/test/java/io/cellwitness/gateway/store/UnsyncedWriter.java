package io.cellwitness.gateway.store;

import io.cellwitness.api.Stamp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A process to be killed: its clock is not known to be right. Writes readings without end and
 * prints how many are committed. Argument: state directory.
 */
final class UnsyncedWriter {

  private UnsyncedWriter() {}

  public static void main(String[] arguments) throws InterruptedException {
    FakeTime time = new FakeTime();
    time.synced(false);
    try (Store store = Store.open(Path.of(arguments[0]), time)) {
      SessionId session = store.beginSession(start(time.now()));
      for (int i = 0; ; i++) {
        time.sleep(Duration.ofSeconds(1));
        store.append(session, Samples.number(Samples.voltage(i).signal(), 0, i, time.now()));
        if (i % 100 == 99) {
          store.flush();
          System.out.println("readings " + (i + 1));
          System.out.flush();
        }
      }
    }
  }

  static SessionStart start(Stamp at) {
    SessionStart known = Samples.session();
    return new SessionStart(
        at,
        known.source(),
        known.mode(),
        known.pack(),
        Optional.empty(),
        known.profileId(),
        known.model());
  }
}
