package io.cellwitness.gateway.store;

import java.nio.file.Files;
import java.nio.file.Path;

/** Thirty days of a car at ten signals a second, all of them written and read back. */
final class MonthBenchmark {

  private static final int DAYS = 30;
  private static final int PER_DAY = 86_400 * FleetCar.SIGNALS;

  private final Path place;

  MonthBenchmark(Path place) {
    this.place = place;
  }

  void run() throws Exception {
    FleetCar car = new FleetCar();
    Path state = place.resolve("state");
    long begin = System.nanoTime();
    long written = 0;
    try (Store store = Store.open(state, car)) {
      for (int day = 0; day < DAYS; day++) {
        SessionId session = store.beginSession(FleetCar.session(car.now()));
        for (int i = 0; i < PER_DAY; i++) {
          store.append(session, car.next());
          written++;
        }
        store.endSession(session, new SessionEnd(car.now(), SessionEnd.Outcome.FINISHED, ""));
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    long bytes = Files.size(state.resolve(StateDirectory.DATABASE));
    long read = 0;
    try (StoreReader reader = StoreReader.open(state)) {
      for (SessionRow session : reader.sessions()) {
        for (var readings = reader.readings(session.id()); readings.hasNext(); readings.next()) {
          read++;
        }
      }
    }
    System.out.printf(
        "month: %d days at %d signals/s, %d readings written in %.0f s, %d read back, file %.1f MB"
            + " (%d bytes, %.2f bytes a reading; at most 250 MB wanted)%n",
        DAYS, FleetCar.SIGNALS, written, seconds, read, bytes / 1e6, bytes, bytes / (double) read);
  }
}
