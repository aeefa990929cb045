package io.cellwitness.can;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverProvider;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.can.elm.ElmAdapter;
import java.util.Set;

/** ELM327 and STN (OBDLink) adapters on a serial port or over TCP. */
public final class ElmDriverProvider implements DriverProvider {

  /** What an ELM327 leaves the factory with. */
  private static final int FACTORY_BAUD = 38_400;

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
    ElmAdapter adapter = new ElmAdapter(Links.of(address.target(), FACTORY_BAUD));
    return CanDriver.with(adapter, context);
  }
}
