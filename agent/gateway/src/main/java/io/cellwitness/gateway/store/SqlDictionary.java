package io.cellwitness.gateway.store;

import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The dictionary in the tables {@code channel} and {@code boot}, remembered in memory. */
final class SqlDictionary implements Dictionary {

  private final Connection connection;
  private final Path file;
  private final Map<Channel, Long> channelIds = new HashMap<>();
  private final Map<Long, Channel> channels = new HashMap<>();
  private final Map<UUID, Long> bootIds = new HashMap<>();
  private final Map<Long, UUID> boots = new HashMap<>();

  SqlDictionary(Connection connection, Path file) {
    this.connection = connection;
    this.file = file;
  }

  /** Forgets what is in memory, as after a roll-back that may have taken rows away. */
  void forget() {
    channelIds.clear();
    channels.clear();
    bootIds.clear();
    boots.clear();
  }

  @Override
  public long channelId(Channel channel) {
    return channelIds.computeIfAbsent(
        channel,
        key -> {
          Object[] row = {key.signal().name(), key.signal().unit(), key.index(), key.source()};
          return idOf(
              "SELECT id FROM channel WHERE signal = ? AND unit = ? AND position = ?"
                  + " AND source = ?",
              "INSERT INTO channel(signal, unit, position, source) VALUES (?, ?, ?, ?)"
                  + " RETURNING id",
              row);
        });
  }

  @Override
  public long bootId(UUID boot) {
    return bootIds.computeIfAbsent(
        boot,
        key ->
            idOf(
                "SELECT id FROM boot WHERE uuid = ?",
                "INSERT INTO boot(uuid) VALUES (?) RETURNING id",
                key.toString()));
  }

  @Override
  public Channel channel(long id) {
    return channels.computeIfAbsent(
        id,
        key ->
            lookUp(
                row ->
                    new Channel(
                        signal(row.getString(1), row.getString(2)),
                        row.getInt(3),
                        row.getString(4)),
                "SELECT signal, unit, position, source FROM channel WHERE id = ?",
                key));
  }

  @Override
  public UUID boot(long id) {
    return boots.computeIfAbsent(
        id,
        key ->
            lookUp(
                row -> UUID.fromString(row.getString(1)),
                "SELECT uuid FROM boot WHERE id = ?",
                key));
  }

  /** The shared constant where there is one, so that a year of readings holds one object each. */
  private static Signal signal(String name, String unit) {
    return Signals.find(name)
        .filter(known -> known.name().equals(name) && known.unit().equals(unit))
        .orElseGet(() -> new Signal(name, unit));
  }

  private long idOf(String select, String insert, Object... row) {
    try {
      var known = Sql.first(connection, answer -> answer.getLong(1), select, row);
      return known.isPresent() ? known.get() : Sql.number(connection, insert, row);
    } catch (SQLException e) {
      throw Sql.translate(e, file);
    }
  }

  private <T> T lookUp(Sql.Row<T> mapper, String select, long id) {
    try {
      return Sql.first(connection, mapper, select, id)
          .orElseThrow(
              () ->
                  new StoreException(
                      StoreException.Kind.CORRUPT,
                      "the store "
                          + file
                          + " has lost an entry of its dictionary; restore a"
                          + " backup"));
    } catch (SQLException e) {
      throw Sql.translate(e, file);
    }
  }
}
