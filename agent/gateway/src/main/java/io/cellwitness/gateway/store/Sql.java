package io.cellwitness.gateway.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The few JDBC idioms used here. */
final class Sql {

  /** Work on a connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** One row of an answer. */
  @FunctionalInterface
  interface Row<T> {
    T map(ResultSet row) throws SQLException;
  }

  private static final int READONLY = 8;
  private static final int IOERR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANTOPEN = 14;
  private static final int PERM = 3;
  private static final int AUTH = 23;
  private static final int NOTADB = 26;
  private static final int CONSTRAINT = 19;

  private Sql() {}

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs a statement to its end although it answers rows, which {@link #execute} would not. */
  static void exhaust(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  static int update(Connection connection, String sql, Object... arguments) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, arguments);
      return statement.executeUpdate();
    }
  }

  static <T> List<T> list(Connection connection, Row<T> mapper, String sql, Object... arguments)
      throws SQLException {
    return listUntil(connection, row -> false, mapper, sql, arguments);
  }

  /** Rows up to and including the first one after which it is enough. */
  static <T> List<T> listUntil(
      Connection connection, Predicate<T> enough, Row<T> mapper, String sql, Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, arguments);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> result = new ArrayList<>();
        boolean more = true;
        while (more && rows.next()) {
          T next = mapper.map(rows);
          result.add(next);
          more = !enough.test(next);
        }
        return result;
      }
    }
  }

  static <T> Optional<T> first(
      Connection connection, Row<T> mapper, String sql, Object... arguments) throws SQLException {
    return list(connection, mapper, sql, arguments).stream().findFirst();
  }

  /** A query that always answers with one number. */
  static long number(Connection connection, String sql, Object... arguments) throws SQLException {
    return first(connection, row -> row.getLong(1), sql, arguments)
        .orElseThrow(() -> new SQLException("no answer to: " + sql));
  }

  static Optional<Long> optionalLong(ResultSet row, int column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(number);
  }

  static Optional<Long> optionalLong(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(number);
  }

  /** Whether only the statement failed, and the transaction is still whole. */
  static boolean isConstraint(SQLException e) {
    return (e.getErrorCode() & 0xFF) == CONSTRAINT;
  }

  static boolean isCorruption(SQLException e) {
    int code = e.getErrorCode() & 0xFF;
    return code == CORRUPT || code == NOTADB;
  }

  /** Says what an SQLite failure means to the operator. */
  static StoreException translate(SQLException e, Path file) {
    return switch (e.getErrorCode() & 0xFF) {
      case FULL ->
          new StoreException(
              StoreException.Kind.FULL,
              "the store "
                  + file
                  + " has no room left; what it answered for is kept; free disk space, then start"
                  + " again",
              e);
      case CORRUPT, NOTADB ->
          new StoreException(
              StoreException.Kind.CORRUPT,
              "the store " + file + " is damaged; start again, it is moved aside and kept",
              e);
      case READONLY, CANTOPEN, PERM, AUTH ->
          new StoreException(
              StoreException.Kind.NOT_WRITABLE,
              "the store "
                  + file
                  + " cannot be opened for writing; check the owner and mode of its directory and"
                  + " whether the file system is read-only",
              e);
      case IOERR ->
          new StoreException(
              StoreException.Kind.INPUT_OUTPUT,
              "reading or writing the store "
                  + file
                  + " failed; check the disk and the kernel log, then start again",
              e);
      default ->
          new StoreException(
              StoreException.Kind.INPUT_OUTPUT,
              "the store " + file + " failed: " + e.getMessage().lines().findFirst().orElse(""),
              e);
    };
  }

  private static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i];
      if (argument instanceof Optional<?> optional) {
        argument = optional.orElse(null);
      }
      statement.setObject(i + 1, argument);
    }
  }
}
