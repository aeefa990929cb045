package io.cellwitness.opcua.trust;

import io.cellwitness.api.DriverContext;
import java.nio.file.Path;

/** Where keys and trust list live. */
public final class StateFolder {

  private StateFolder() {}

  /**
   * The folder of the OPC UA keys and lists.
   *
   * @param context what the command line says
   * @return {@code opcua/pki} below the state directory
   */
  public static Path pki(DriverContext context) {
    return below(context.stateDirectory().orElseGet(StateFolder::usual));
  }

  /**
   * What must stand in a command so that it works on the same folder.
   *
   * @param pki a folder as {@link #pki} gives it
   * @return {@code --state-dir} with its value and a space before it; empty for the usual folder
   */
  static String option(Path pki) {
    Path folder = pki.toAbsolutePath().normalize();
    if (folder.equals(below(usual().toAbsolutePath().normalize()))) {
      return "";
    }
    String state = String.valueOf(folder.getParent().getParent());
    return " --state-dir " + (state.contains(" ") ? '"' + state + '"' : state);
  }

  private static Path usual() {
    return Path.of(System.getProperty("user.home"), ".local/state/cellwitness");
  }

  private static Path below(Path state) {
    return state.resolve("opcua").resolve("pki");
  }
}
