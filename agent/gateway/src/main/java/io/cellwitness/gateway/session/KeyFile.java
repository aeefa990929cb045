package io.cellwitness.gateway.session;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.Presence;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.jose.SigningKeys;
import java.nio.file.Path;

/**
 * Where the signing key is.
 *
 * @param path the file
 * @param ours whether it is the one in the state directory, made and changed by this program; any
 *     other is only read, such as one systemd hands over
 */
public record KeyFile(Path path, boolean ours) {

  private static final String NAME = "signing.key";

  /**
   * The place the settings name.
   *
   * @param settings of this run
   * @return the place
   */
  public static KeyFile of(Settings settings) {
    return settings
        .gateway()
        .signingKeyFile()
        .map(path -> new KeyFile(path, false))
        .orElseGet(() -> new KeyFile(settings.stateDir().resolve(NAME), true));
  }

  /**
   * Whether there is a key.
   *
   * @return whether the file exists
   * @throws ReportException INPUT_OUTPUT when its folder cannot be read
   */
  public boolean exists() throws ReportException {
    return Presence.of(path);
  }

  /**
   * Reads the key where there is one, and makes none.
   *
   * @return the key
   * @throws Failure INPUT_OUTPUT with one sentence when there is none yet
   * @throws ReportException with one sentence when it cannot be read or trusted
   */
  public SigningKey openExisting() throws Failure, ReportException {
    if (!exists()) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT,
          ours
              ? "there is no signing key yet in "
                  + path.getParent()
                  + "; 'keys init' or the first check makes one, or give the right --state-dir"
              : "there is no signing key "
                  + path
                  + "; put it there, or correct gateway.signingKeyFile in the configuration");
    }
    return open();
  }

  /**
   * Reads the key; in the state directory makes it first when there is none.
   *
   * @return the key
   * @throws ReportException with one sentence when it cannot be made, read or trusted
   */
  public SigningKey open() throws ReportException {
    return ours ? SigningKeys.loadOrCreate(path) : SigningKeys.load(path);
  }
}
