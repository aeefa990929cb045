package io.cellwitness.can;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverProvider;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.can.profile.ProfileCatalog;
import io.cellwitness.can.profile.VehicleProfile;
import io.cellwitness.can.slcan.SlcanAdapter;
import io.cellwitness.can.slcan.SlcanListener;
import java.util.Set;

/** SLCAN (Lawicel) adapters on a serial port or over TCP. */
public final class SlcanDriverProvider implements DriverProvider {

  /** USB adapters ignore it; those with a real port mostly use this. */
  private static final int FACTORY_BAUD = 115_200;

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
    if (context.profileId().isPresent()) {
      VehicleProfile wanted =
          ProfileCatalog.load(context.profileDirectories()).byId(context.profileId().get());
      if (wanted.isPassive()) {
        SlcanListener listener = new SlcanListener(Links.of(address.target(), FACTORY_BAUD));
        return new ListenDriver(listener, wanted, context);
      }
    }
    SlcanAdapter adapter = new SlcanAdapter(Links.of(address.target(), FACTORY_BAUD));
    return CanDriver.with(adapter, context);
  }
}
