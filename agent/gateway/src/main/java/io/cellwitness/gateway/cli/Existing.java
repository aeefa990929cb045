package io.cellwitness.gateway.cli;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.store.Store;
import io.cellwitness.gateway.store.StoreLimits;
import io.cellwitness.gateway.store.StoreReader;

/** Opens a store to change it, without making one where there is none. */
final class Existing {

  private Existing() {}

  /**
   * Opens the store.
   *
   * @throws io.cellwitness.gateway.store.StoreException when there is none, or another process
   *     holds it
   */
  static Store store(Settings settings, TimeSource time) {
    StoreReader.open(settings.stateDir()).close();
    return Store.open(
        settings.stateDir(),
        time,
        StoreLimits.DEFAULT.withTelemetryBytes(settings.store().telemetryMaxBytes()));
  }
}
