package io.cellwitness.opcua;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.TimeSource;
import io.cellwitness.opcua.link.UaLinks;
import io.cellwitness.opcua.milo.MiloLinks;
import java.nio.file.Path;

/** The one way to the OPC UA library, which an installation may leave out to save 20 MB. */
final class Library {

  private Library() {}

  static UaLinks links(Path pki, TimeSource time) throws DriverException {
    try {
      return new MiloLinks(pki, time);
    } catch (NoClassDefFoundError e) {
      throw new DriverException(
          DriverException.Kind.CONFIGURATION,
          "this installation has no OPC UA library ("
              + e.getMessage().replace('/', '.')
              + " is missing); install cellwitness with its OPC UA part",
          e);
    }
  }
}
