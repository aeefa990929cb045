package io.cellwitness.can;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverProvider;
import io.cellwitness.api.SourceAddress;
import java.util.Set;

/** ELM327 and STN (OBDLink) adapters on a serial port or over TCP. */
public final class ElmDriverProvider implements DriverProvider {

  @Override
  public Set<String> schemes() {
    return Set.of("elm327");
  }

  @Override
  public String description() {
    return "ELM327 or OBDLink adapter: elm327:/dev/ttyUSB0, elm327:tcp://192.168.0.10:35000";
  }

  @Override
  public Driver create(SourceAddress address, DriverContext context) throws DriverException {
    return CanSources.driver(address, context);
  }
}
