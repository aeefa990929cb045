package io.cellwitness.gateway.session;

import io.cellwitness.gateway.config.Settings;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.jose.SigningKeys;
import io.cellwitness.report.trust.TrustList;
import io.cellwitness.report.trust.TrustedKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whom this gateway believes: a list, and by default its own key. */
public final class TrustSource {

  private static final String FILE = "trust.json";

  private TrustSource() {}

  /**
   * The trust list of a gateway.
   *
   * @param settings where to look
   * @param given a list named on the command line: then only that one counts
   * @return the list
   * @throws ReportException when a list or the own key cannot be read
   */
  public static TrustList of(Settings settings, Optional<Path> given) throws ReportException {
    if (given.isPresent()) {
      return TrustList.read(given.get());
    }
    Path file = settings.trustFile().orElse(settings.stateDir().resolve(FILE));
    TrustList list =
        Files.exists(file) || settings.trustFile().isPresent()
            ? TrustList.read(file)
            : TrustList.EMPTY;
    Path key = settings.stateDir().resolve(Station.KEY_FILE);
    return Files.exists(key)
        ? list.withDefault(
            TrustedKey.active("this gateway", SigningKeys.loadOrCreate(key).publicKey()))
        : list;
  }
}
