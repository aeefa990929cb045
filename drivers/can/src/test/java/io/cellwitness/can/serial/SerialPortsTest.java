package io.cellwitness.can.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SerialPortsTest {

  private static PortInfo port(String path, String number) {
    return new PortInfo(
        path,
        Optional.empty(),
        OptionalInt.of(0x0403),
        OptionalInt.of(0x6015),
        Optional.ofNullable(number),
        "adapter");
  }

  /** Plugged in elsewhere it has another path; a device of two ports means its first. */
  @Test
  void anAdapterIsFoundByItsSerialNumber() {
    List<PortInfo> ports =
        List.of(
            port("/dev/ttyUSB3", "OTHER"),
            port("/dev/ttyUSB2", "AB0CDE1F"),
            port("/dev/ttyUSB1", "AB0CDE1F"),
            port("/dev/ttyS0", null));
    assertEquals(Optional.of("/dev/ttyUSB1"), SerialPorts.pathOf(ports, "ab0cde1f"));
    assertEquals(Optional.empty(), SerialPorts.pathOf(ports, "AB0CDE1"));
  }
}
