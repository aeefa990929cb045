package io.cellwitness.gateway.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/** SQLite's own word on a store that nobody has open. */
public final class Integrity {

  private Integrity() {}

  /** The first line of the full check: {@code ok} for a whole file. */
  public static Optional<String> of(Path stateDir) throws SQLException {
    String url = "jdbc:sqlite:" + stateDir.resolve(StateDirectory.DATABASE);
    try (Connection connection = DriverManager.getConnection(url)) {
      return Sql.first(connection, row -> row.getString(1), "PRAGMA integrity_check");
    }
  }
}
