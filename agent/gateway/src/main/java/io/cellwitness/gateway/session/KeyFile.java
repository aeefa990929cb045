package io.cellwitness.gateway.session;

import io.cellwitness.gateway.config.Settings;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.jose.SigningKeys;
import java.nio.file.Files;
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
   */
  public boolean exists() {
    return Files.exists(path);
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
