package io.cellwitness.gateway.session;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.mqtt.PackPseudonym;
import io.cellwitness.gateway.mqtt.Topics;
import io.cellwitness.gateway.mqtt.UplinkException;
import io.cellwitness.gateway.store.Store;
import io.cellwitness.gateway.store.StoreLimits;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.jose.SigningKey;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A gateway at work: its settings and what lives in its state directory, opened together and closed
 * together.
 *
 * @param settings the settings
 * @param store readings, reports and outbox
 * @param key signs the reports
 * @param pseudonym names packs in topics
 * @param gatewayId stable name of this gateway in reports
 */
public record Station(
    Settings settings, Store store, SigningKey key, PackPseudonym pseudonym, String gatewayId)
    implements AutoCloseable {

  private static final String TENANT_KEY_FILE = "tenant.key";

  /**
   * Opens the state directory, making what is missing.
   *
   * @param settings the settings
   * @param time stamps rows
   * @return the station; close it
   * @throws Failure when the gateway id is broken
   * @throws ReportException when the signing key is broken
   * @throws UplinkException when the tenant key is broken
   * @throws io.cellwitness.gateway.store.StoreException when the store cannot be used
   */
  public static Station open(Settings settings, TimeSource time)
      throws Failure, ReportException, UplinkException {
    StoreLimits limits =
        StoreLimits.DEFAULT.withTelemetryBytes(settings.store().telemetryMaxBytes());
    Store store = Store.open(settings.stateDir(), time, limits);
    boolean opened = false;
    try {
      Path stateDir = settings.stateDir();
      Station station =
          new Station(
              settings,
              store,
              KeyFile.of(settings).open(),
              PackPseudonym.open(stateDir.resolve(TENANT_KEY_FILE)),
              GatewayId.loadOrCreate(stateDir));
      SessionFile.sweep(stateDir);
      opened = true;
      return station;
    } finally {
      if (!opened) {
        store.close();
      }
    }
  }

  /**
   * This station with settings read again; store and keys stay open.
   *
   * @param newSettings with the same state folder
   * @return another view of the same station; only one of them is to be closed
   */
  public Station with(Settings newSettings) {
    return new Station(newSettings, store, key, pseudonym, gatewayId);
  }

  /**
   * The topics of this gateway.
   *
   * @return empty when nothing is published
   */
  public Optional<Topics> topics() {
    return settings.mqtt().enabled()
        ? Optional.of(
            new Topics(
                settings.mqtt().topicRoot(), settings.gateway().site(), settings.gateway().name()))
        : Optional.empty();
  }

  @Override
  public void close() {
    store.close();
  }
}
