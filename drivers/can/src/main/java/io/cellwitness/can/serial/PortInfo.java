package io.cellwitness.can.serial;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One serial port of this machine.
 *
 * @param path device path, such as {@code /dev/ttyUSB0}; it may change when something is plugged
 * @param stableName a name that stays, such as {@code /dev/serial/by-id/…}, where there is one
 * @param vendorId USB vendor, where it is a USB device
 * @param productId USB product, where it is a USB device
 * @param serialNumber of the USB device, where it has one
 * @param description what the device calls itself
 */
public record PortInfo(
    String path,
    Optional<String> stableName,
    OptionalInt vendorId,
    OptionalInt productId,
    Optional<String> serialNumber,
    String description) {

  /**
   * The name to use.
   *
   * @return the stable one where there is one
   */
  public String bestName() {
    return stableName.orElse(path);
  }

  /**
   * The USB ids as tools write them.
   *
   * @return for example {@code 0403:6015}, or empty
   */
  public Optional<String> usbIds() {
    return vendorId.isPresent() && productId.isPresent()
        ? Optional.of(
            String.format(Locale.ROOT, "%04x:%04x", vendorId.getAsInt(), productId.getAsInt()))
        : Optional.empty();
  }
}
