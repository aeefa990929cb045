package io.cellwitness.gateway.session;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.Presence;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.trust.TrustList;
import java.nio.file.Path;
import java.util.Optional;

/** Whom this gateway believes: a list, and by default its own key. */
public final class TrustSource {

  /** The list in the state directory, kept by {@code trust add} and {@code trust remove}. */
  public static final String FILE = "trust.json";

  private TrustSource() {}

  /**
   * The trust list of a gateway.
   *
   * @param settings where to look
   * @param given a list named on the command line: then only that one counts
   * @return the list
   * @throws ReportException when a list or the own key cannot be read
   * @throws Failure when there is neither a list nor a key: everything would look forged
   */
  public static TrustList of(Settings settings, Optional<Path> given)
      throws ReportException, Failure {
    if (given.isPresent()) {
      return TrustList.read(given.get());
    }
    Path file = settings.trustFile().orElse(settings.stateDir().resolve(FILE));
    KeyFile key = KeyFile.of(settings);
    boolean hasList = settings.trustFile().isPresent() || Presence.of(file);
    if (!hasList && !key.exists()) {
      throw new Failure(
          ExitCode.CONFIGURATION,
          settings.stateDir()
              + " holds neither a trust list nor a key; say whom to trust with --trust FILE, or give"
              + " the --state-dir of an agent");
    }
    TrustList list = hasList ? TrustList.read(file) : TrustList.EMPTY;
    return new OwnKeys(settings.stateDir(), key).addedTo(list);
  }
}
