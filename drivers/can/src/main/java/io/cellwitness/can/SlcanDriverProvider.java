package io.cellwitness.can;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverProvider;
import io.cellwitness.api.SourceAddress;
import java.util.Set;

/** SLCAN (Lawicel) adapters on a serial port or over TCP. */
public final class SlcanDriverProvider implements DriverProvider {

  @Override
  public Set<String> schemes() {
    return Set.of("slcan");
  }

  @Override
  public String description() {
    return "SLCAN adapter (CANUSB, USBtin, CANable): slcan:/dev/ttyACM0";
  }

  @Override
  public Driver create(SourceAddress address, DriverContext context) throws DriverException {
    return CanSources.driver(address, context);
  }
}
