package io.cellwitness.gateway.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/** Opens connections that are set up as design.md 8 promises, and proves it by reading back. */
final class Database {

  private static final int BUSY_TIMEOUT_MILLIS = 5000;

  /** A race before this version can lose committed data when the WAL is reset. */
  private static final int[] LOWEST_VERSION = {3, 51, 3};

  private Database() {}

  /**
   * Opens the one writing connection and brings the file to the present schema.
   *
   * @param check whether to run {@code quick_check} first, as after an unclean shutdown
   * @throws SQLException as SQLite gives it; corruption is recognised by {@link Sql#isCorruption}
   */
  static Connection openWriter(Path file, long maxBytes, boolean check) throws SQLException {
    Connection connection = connect(file, new SQLiteConfig());
    try {
      requireVersion(connection);
      int version = (int) Sql.number(connection, "PRAGMA user_version");
      requireOurs(connection, file, version);
      Map<String, String> pragmas = new LinkedHashMap<>();
      pragmas.put("busy_timeout", Integer.toString(BUSY_TIMEOUT_MILLIS));
      pragmas.put("auto_vacuum", "2");
      pragmas.put("journal_mode", "wal");
      pragmas.put("synchronous", "2");
      pragmas.put("foreign_keys", "1");
      pragmas.put("trusted_schema", "0");
      pragmas.put("secure_delete", "1");
      pragmas.put("cell_size_check", "1");
      pragmas.put("recursive_triggers", "1");
      pragmas.put("journal_size_limit", Integer.toString(8 << 20));
      pragmas.put("wal_autocheckpoint", "1000");
      applyAndReadBack(connection, file, pragmas);
      limitSize(connection, maxBytes);
      if (check) {
        quickCheck(connection);
      }
      Schema.migrate(connection, version);
      return connection;
    } catch (SQLException | RuntimeException e) {
      closeAfter(connection, e);
      throw e;
    }
  }

  /** Opens a connection that cannot write, for questions while another writes. */
  static Connection openReader(Path file) throws SQLException {
    return openReader(file, Schema.VERSION);
  }

  /** The same for files of older versions, which may lack columns. */
  static Connection openReader(Path file, int lowestVersion) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    Connection connection = connect(file, config);
    try {
      requireVersion(connection);
      applyAndReadBack(
          connection,
          file,
          Map.of(
              "busy_timeout", Integer.toString(BUSY_TIMEOUT_MILLIS),
              "query_only", "1",
              "trusted_schema", "0"));
      int version = (int) Sql.number(connection, "PRAGMA user_version");
      requireOurs(connection, file, version);
      if (version < lowestVersion) {
        throw new StoreException(
            StoreException.Kind.NOT_OURS,
            "the store "
                + file
                + (version == 0 ? " is not set up yet" : " is of an older version")
                + "; start the agent once, then ask again");
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      closeAfter(connection, e);
      throw e;
    }
  }

  private static Connection connect(Path file, SQLiteConfig config) throws SQLException {
    String path = file.toAbsolutePath().toString();
    if (path.indexOf('?') >= 0) {
      // Behind a question mark the driver reads settings.
      throw new StoreException(
          StoreException.Kind.UNSUITABLE,
          "the state directory " + file.getParent() + " has a '?' in its name; choose another");
    }
    try {
      return DriverManager.getConnection("jdbc:sqlite:" + path, config.toProperties());
    } catch (LinkageError e) {
      throw new StoreException(
          StoreException.Kind.UNSUITABLE,
          "SQLite's native library cannot be loaded from "
              + System.getProperty(StateDirectory.NATIVE_PROPERTY)
              + "; the file system must allow programs (not be mounted noexec)",
          e);
    }
  }

  private static void requireVersion(Connection connection) throws SQLException {
    String version =
        Sql.first(connection, row -> row.getString(1), "SELECT sqlite_version()").orElse("0");
    if (!atLeast(version, LOWEST_VERSION)) {
      throw new StoreException(
          StoreException.Kind.UNSUITABLE,
          "SQLite "
              + version
              + " can lose committed data; install the sqlite-jdbc that comes with CellWitness"
              + " (SQLite 3.51.3 or newer)");
    }
  }

  static boolean atLeast(String version, int... lowest) {
    String[] parts = version.split("\\.");
    for (int i = 0; i < lowest.length; i++) {
      int part = i < parts.length ? Integer.parseInt(parts[i]) : 0;
      if (part != lowest[i]) {
        return part > lowest[i];
      }
    }
    return true;
  }

  private static void requireOurs(Connection connection, Path file, int version)
      throws SQLException {
    if (version > Schema.VERSION) {
      throw new StoreException(
          StoreException.Kind.NOT_OURS,
          "the store "
              + file
              + " was written by a newer CellWitness (schema "
              + version
              + ", this one knows "
              + Schema.VERSION
              + "); update CellWitness or choose another state directory");
    }
    int application = (int) Sql.number(connection, "PRAGMA application_id");
    boolean empty =
        application == 0
            && version == 0
            && Sql.number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
    if (application != Schema.APPLICATION_ID && !empty) {
      throw new StoreException(
          StoreException.Kind.NOT_OURS,
          "the file " + file + " belongs to another program; choose another state directory");
    }
  }

  private static void applyAndReadBack(
      Connection connection, Path file, Map<String, String> pragmas) throws SQLException {
    for (Map.Entry<String, String> pragma : pragmas.entrySet()) {
      Sql.execute(connection, "PRAGMA " + pragma.getKey() + " = " + pragma.getValue());
    }
    for (Map.Entry<String, String> pragma : pragmas.entrySet()) {
      // A misspelt or refused PRAGMA is silent, so only the answer counts.
      Optional<String> answer =
          Sql.first(connection, row -> row.getString(1), "PRAGMA " + pragma.getKey());
      if (!answer.equals(Optional.of(pragma.getValue()))) {
        throw new StoreException(
            StoreException.Kind.UNSUITABLE,
            "SQLite does not accept "
                + pragma.getKey()
                + " = "
                + pragma.getValue()
                + " for "
                + file
                + " (it says "
                + answer.orElse("nothing")
                + "); use a local file system for the state directory");
      }
    }
  }

  private static void limitSize(Connection connection, long maxBytes) throws SQLException {
    long pages = maxBytes / Sql.number(connection, "PRAGMA page_size");
    long answer = Sql.number(connection, "PRAGMA max_page_count = " + pages);
    long present = Sql.number(connection, "PRAGMA page_count");
    if (answer != Math.max(pages, present)) {
      throw new SQLException("max_page_count = " + pages + " was answered by " + answer);
    }
  }

  private static void quickCheck(Connection connection) throws SQLException {
    String verdict =
        Sql.first(connection, row -> row.getString(1), "PRAGMA quick_check(1)").orElse("no answer");
    if (!"ok".equals(verdict)) {
      throw new SQLException("quick_check: " + verdict, "", 11);
    }
  }

  private static void closeAfter(Connection connection, Exception failure) {
    try {
      connection.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
