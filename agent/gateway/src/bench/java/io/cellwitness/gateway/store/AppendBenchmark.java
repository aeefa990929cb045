package io.cellwitness.gateway.store;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Readings made durable a hundred at a time: through the store, and as rows of a bare table in a
 * WAL database with {@code synchronous=FULL}. Both in turns, so that both see the same disk.
 */
final class AppendBenchmark {

  private static final int BATCH = 100;
  private static final int BATCHES = 300;
  private static final int ROUNDS = 12;

  private final Path place;
  private final FleetCar car = new FleetCar();

  AppendBenchmark(Path place) {
    this.place = place;
  }

  void run() throws Exception {
    List<Double> ratios = new ArrayList<>();
    Path state = place.resolve("state");
    String url = "jdbc:sqlite:" + Files.createDirectory(place.resolve("bare")).resolve("bare.db");
    try (Store store = Store.open(state, car);
        Connection bare = DriverManager.getConnection(url)) {
      Sql.execute(bare, "PRAGMA journal_mode = WAL");
      Sql.execute(bare, "PRAGMA synchronous = FULL");
      Sql.execute(
          bare,
          "CREATE TABLE reading(session INTEGER, wall_ns INTEGER, mono_ns INTEGER, boot INTEGER,"
              + " synced INTEGER, signal TEXT, position INTEGER, source TEXT, value REAL) STRICT");
      bare.setAutoCommit(false);
      SessionId session = store.beginSession(FleetCar.session(car.now()));
      for (int round = 0; round < ROUNDS; round++) {
        List<List<Reading>> batches = batches();
        double bareS = seconds(() -> batches.forEach(batch -> insert(bare, batch)));
        double storeS =
            seconds(
                () ->
                    batches.forEach(
                        batch -> {
                          batch.forEach(reading -> store.append(session, reading));
                          store.flush();
                        }));
        if (round >= 2) {
          // The first ones warm up both.
          ratios.add(bareS / storeS);
          System.out.printf(
              "append: round %d, bare JDBC %.0f readings/s, store %.0f readings/s, ratio %.2f%n",
              round - 1, BATCH * BATCHES / bareS, BATCH * BATCHES / storeS, bareS / storeS);
        }
      }
    }
    ratios.sort(null);
    System.out.printf(
        "append: durable in batches of %d, store over bare JDBC: median %.2f, least %.2f, most"
            + " %.2f (at least 0.75 wanted)%n",
        BATCH, ratios.get(ratios.size() / 2), ratios.get(0), ratios.get(ratios.size() - 1));
  }

  private List<List<Reading>> batches() {
    List<List<Reading>> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      List<Reading> batch = new ArrayList<>();
      for (int j = 0; j < BATCH; j++) {
        batch.add(car.next());
      }
      batches.add(batch);
    }
    return batches;
  }

  private static void insert(Connection connection, List<Reading> batch) {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO reading VALUES (1, ?, ?, 1, 1, ?, ?, ?, ?)")) {
      for (Reading reading : batch) {
        statement.setLong(1, reading.at().wall().toEpochMilli() * 1_000_000);
        statement.setLong(2, reading.at().monotonicNanos());
        statement.setString(3, reading.signal().name());
        statement.setInt(4, reading.index());
        statement.setString(5, reading.source());
        statement.setDouble(6, ((Value.Number) reading.value()).number());
        statement.addBatch();
      }
      statement.executeBatch();
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double seconds(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e9;
  }
}
