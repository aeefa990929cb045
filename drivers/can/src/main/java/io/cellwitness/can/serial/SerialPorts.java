package io.cellwitness.can.serial;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The serial ports of this machine. */
public final class SerialPorts {

  private static final Path BY_ID = Path.of("/dev/serial/by-id");

  private SerialPorts() {}

  /**
   * Lists them; opens none.
   *
   * @return USB devices and built-in ports, in the order of the system
   */
  public static List<PortInfo> list() {
    List<PortInfo> ports = new ArrayList<>();
    for (SerialPort port : SerialPort.getCommPorts()) {
      String path = port.getSystemPortPath();
      ports.add(
          new PortInfo(
              path,
              stableName(Path.of(path), BY_ID),
              known(port.getVendorID()),
              known(port.getProductID()),
              text(port.getSerialNumber()),
              text(port.getPortDescription()).orElse("")));
    }
    return List.copyOf(ports);
  }

  /**
   * The port of a USB device.
   *
   * @param ports where to look
   * @param serialNumber as the device tells it; case does not matter
   * @return the device's path, or empty when it is not plugged in
   */
  static Optional<String> pathOf(List<PortInfo> ports, String serialNumber) {
    return ports.stream()
        .filter(p -> p.serialNumber().filter(serialNumber::equalsIgnoreCase).isPresent())
        .map(PortInfo::path)
        .sorted()
        .findFirst();
  }

  /** The link in a folder that leads to a device. */
  static Optional<String> stableName(Path device, Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> links = Files.newDirectoryStream(folder)) {
      for (Path link : links) {
        if (Files.exists(link) && Files.isSameFile(link, device)) {
          return Optional.of(link.toString());
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A device was unplugged meanwhile, or the folder is not for us: there is no stable name.
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** jSerialComm says -1 where a port is no USB device. */
  private static OptionalInt known(int id) {
    return id > 0 ? OptionalInt.of(id) : OptionalInt.empty();
  }

  private static Optional<String> text(String text) {
    return text == null || text.isBlank() || text.equals("Unknown")
        ? Optional.empty()
        : Optional.of(text.replaceAll("[^\\x20-\\x7E]", ""));
  }
}
