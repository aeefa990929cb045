package io.cellwitness.can;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.TimeSource;
import io.cellwitness.can.capture.CaptureFile;
import io.cellwitness.can.capture.CaptureLink;
import io.cellwitness.can.elm.ElmAdapter;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.profile.ProfileCatalog;
import io.cellwitness.can.profile.VehicleProfile;
import io.cellwitness.can.slcan.SlcanAdapter;
import io.cellwitness.can.slcan.SlcanListener;
import io.cellwitness.can.uds.Adapter;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Everything between a source address and an adapter that can be asked. */
public final class CanSources {

  /** The schemes of CAN adapters. */
  public static final Set<String> SCHEMES = Set.of("elm327", "slcan");

  /** What an ELM327 leaves the factory with. */
  private static final int ELM_BAUD = 38_400;

  /** USB adapters ignore it; those with a real port mostly use this. */
  private static final int SLCAN_BAUD = 115_200;

  private CanSources() {}

  /**
   * Makes the driver that reads through a capture.
   *
   * @param address of an adapter
   * @param context clock, profiles, notes
   * @param capture takes note of all that goes over the link
   * @return the driver, not yet connected
   * @throws DriverException of kind USAGE when the address is no CAN adapter's
   */
  public static Driver captured(SourceAddress address, DriverContext context, CaptureFile capture)
      throws DriverException {
    return driver(address, context, link -> new CaptureLink(link, capture));
  }

  /** Makes the driver of an adapter. */
  static Driver driver(SourceAddress address, DriverContext context) throws DriverException {
    return driver(address, context, link -> link);
  }

  private static Driver driver(
      SourceAddress address, DriverContext context, UnaryOperator<Link> tap)
      throws DriverException {
    if (address.scheme().equals("slcan") && context.profileId().isPresent()) {
      VehicleProfile wanted =
          ProfileCatalog.load(context.profileDirectories()).byId(context.profileId().get());
      if (wanted.isPassive()) {
        SlcanListener listener =
            new SlcanListener(tap.apply(Links.of(address.target(), SLCAN_BAUD)));
        return new ListenDriver(listener, wanted, context);
      }
    }
    return CanDriver.with(adapter(address, tap, context.time()), context);
  }

  /** Makes the adapter; does not open it. */
  static Adapter adapter(SourceAddress address, UnaryOperator<Link> tap, TimeSource time)
      throws DriverException {
    return switch (address.scheme()) {
      case "elm327" -> new ElmAdapter(tap.apply(Links.of(address.target(), ELM_BAUD)), time);
      case "slcan" -> new SlcanAdapter(tap.apply(Links.of(address.target(), SLCAN_BAUD)));
      default ->
          throw new DriverException(
              DriverException.Kind.USAGE,
              "'"
                  + address
                  + "' is no CAN adapter; write elm327: or slcan: and its device or tcp://HOST:PORT");
    };
  }
}
