package io.cellwitness.opcua.trust;

import io.cellwitness.api.DriverContext;
import java.nio.file.Path;
import java.util.Optional;

/** Where keys and trust list live when nobody says otherwise. */
public final class StateFolder {

  private StateFolder() {}

  /**
   * The folder of the OPC UA keys and lists.
   *
   * @param chosen what the source file says
   * @param context what the command line says
   * @return chosen, or {@code opcua/pki} below the state directory
   */
  public static Path pki(Optional<Path> chosen, DriverContext context) {
    return chosen.orElseGet(
        () ->
            context
                .stateDirectory()
                .orElseGet(
                    () -> Path.of(System.getProperty("user.home"), ".local/state/cellwitness"))
                .resolve("opcua")
                .resolve("pki"));
  }
}
