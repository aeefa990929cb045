package io.cellwitness.gateway.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;

/**
 * The workload whose system calls are recorded: commits small messages and prints the sequence
 * number of each after the store has answered for it. Arguments: state directory, number of
 * commits, {@code store} or {@code normal}; the latter commits the same rows with {@code
 * synchronous=NORMAL}, which is known to lose them.
 */
final class PowerCutWriter {

  private PowerCutWriter() {}

  public static void main(String[] arguments) throws Exception {
    Path dir = Path.of(arguments[0]);
    int commits = Integer.parseInt(arguments[1]);
    try (Store store = Store.open(dir, new FakeTime())) {
      if (arguments[2].equals("store")) {
        for (int i = 0; i < commits; i++) {
          say("ack " + store.outbox().add(Samples.telemetry(100 + i % 7 * 300)));
        }
      }
    } catch (StoreException e) {
      say("failed " + e.kind() + " " + e.getMessage());
      System.exit(3);
    }
    if (arguments[2].equals("normal")) {
      normal(dir, commits);
    }
    say("done");
  }

  private static void normal(Path dir, int commits) throws Exception {
    String url = "jdbc:sqlite:" + dir.resolve(StateDirectory.DATABASE);
    try (Connection connection = DriverManager.getConnection(url)) {
      Sql.execute(connection, "PRAGMA synchronous = NORMAL");
      for (int i = 0; i < commits; i++) {
        Sql.update(
            connection,
            "INSERT INTO outbox(id, class, topic, content_type, schema, created_ms, body)"
                + " VALUES (?, 2, 't', 'c', 's', 0, ?)",
            "id-" + i,
            new byte[100 + i % 7 * 300]);
        say("ack " + (i + 1));
      }
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
