package io.cellwitness.can.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.LinkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A serial port, real, USB or pseudo terminal.
 *
 * <p>What jSerialComm 2.11 does by itself and is avoided here: a path that does not exist opens the
 * device of that name in the device folder; a link to a device is resolved once and the old number
 * is opened again after a re-plug; a hang-up is a negative read or a short write while the port
 * still calls itself open; the disconnect listener floods.
 */
public final class SerialLink implements Link {

  /** jSerialComm rounds read time-outs to tenths of a second. */
  private static final int QUANTUM_MILLIS = 100;

  private static final String USB = "usb:";

  /** Devices that open like a port and then swallow or invent bytes. */
  private static final Set<String> NO_TERMINALS =
      Set.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom");

  private final String device;
  private final int baud;
  private volatile SerialPort port;
  private int timeoutMillis;

  /**
   * Makes the link; does not open it.
   *
   * @param device path of the device; a symbolic link is followed at each opening; or {@code
   *     usb:NUMBER}, the USB device of that serial number, looked for at each opening
   * @param baud bits per second; USB devices without a UART ignore it
   */
  public SerialLink(String device, int baud) {
    this.device = device;
    this.baud = baud;
  }

  @Override
  public void open() throws LinkException {
    close();
    Path real = realPath();
    SerialPort fresh = portOf(real);
    fresh.setComPortParameters(baud, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
    fresh.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
    setTimeout(fresh, QUANTUM_MILLIS);
    if (!fresh.openPort()) {
      throw cannotOpen(real, fresh.getLastErrorCode());
    }
    fresh.setDTR();
    fresh.setRTS();
    port = fresh;
  }

  private LinkException cannotOpen(Path real, int systemError) {
    Optional<PortHolder> holder = PortHolder.of(real);
    if (holder.isPresent()) {
      return new LinkException(
          Kind.UNAVAILABLE,
          device + " is in use by " + holder.get() + "; end that program and try again",
          null);
    }
    if (!Files.isReadable(real) || !Files.isWritable(real)) {
      return new LinkException(
          Kind.UNAVAILABLE,
          device + " may not be opened by this user; add the user to group dialout",
          null);
    }
    return new LinkException(
        Kind.UNAVAILABLE,
        device
            + " cannot be opened (system error "
            + systemError
            + "); close the program that uses it, or plug the adapter in again",
        null);
  }

  private Path realPath() throws LinkException {
    try {
      return Path.of(device.startsWith(USB) ? pluggedIn() : device).toRealPath();
    } catch (IOException | java.nio.file.InvalidPathException e) {
      throw new LinkException(
          Kind.UNAVAILABLE,
          "there is no device " + device + "; plug the adapter in and check the name",
          e);
    }
  }

  /** Where the USB device is now: another plug, another number. */
  private String pluggedIn() throws LinkException {
    String number = device.substring(USB.length());
    return SerialPorts.pathOf(SerialPorts.list(), number)
        .orElseThrow(
            () ->
                new LinkException(
                    Kind.UNAVAILABLE,
                    "no USB adapter with serial number "
                        + number
                        + " is plugged in; 'cellwitness probe' lists those that are",
                    null));
  }

  private SerialPort portOf(Path real) throws LinkException {
    if (Files.isRegularFile(real) || Files.isDirectory(real)) {
      throw new LinkException(
          Kind.UNAVAILABLE,
          device + " is a file, not a serial device; 'cellwitness probe' lists the serial ports",
          null);
    }
    if (NO_TERMINALS.contains(real.toString())) {
      throw new LinkException(
          Kind.UNAVAILABLE,
          device
              + " is a device of the system, not a serial port; 'cellwitness probe' lists the serial"
              + " ports",
          null);
    }
    try {
      return SerialPort.getCommPort(real.toString());
    } catch (SerialPortInvalidPortException e) {
      throw new LinkException(Kind.UNAVAILABLE, device + " is not a serial device", e);
    }
  }

  @Override
  public int read(byte[] buffer, int timeout) throws LinkException {
    SerialPort open = opened();
    int rounded = Math.max(1, (timeout + QUANTUM_MILLIS - 1) / QUANTUM_MILLIS) * QUANTUM_MILLIS;
    if (rounded != timeoutMillis) {
      setTimeout(open, rounded);
    }
    int count = open.readBytes(buffer, buffer.length);
    if (count < 0) {
      throw lost();
    }
    return count;
  }

  @Override
  public void write(byte[] bytes) throws LinkException {
    if (opened().writeBytes(bytes, bytes.length) != bytes.length) {
      throw lost();
    }
  }

  @Override
  public void close() {
    SerialPort open = port;
    port = null;
    if (open != null) {
      open.closePort();
    }
  }

  @Override
  public String describe() {
    return device;
  }

  private void setTimeout(SerialPort open, int millis) {
    open.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, millis, 0);
    timeoutMillis = millis;
  }

  private SerialPort opened() throws LinkException {
    SerialPort open = port;
    if (open == null) {
      throw lost();
    }
    return open;
  }

  private LinkException lost() {
    return new LinkException(
        Kind.UNAVAILABLE, "the adapter at " + device + " is gone; plug it in again", null);
  }
}
