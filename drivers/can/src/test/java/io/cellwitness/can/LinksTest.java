package io.cellwitness.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverProvider;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.LinkException;
import io.cellwitness.can.link.TcpLink;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "tcp://",
        "tcp://host",
        "tcp://host:",
        "tcp://:35000",
        "tcp://host:0",
        "tcp://host:99999",
        "tcp://host:port",
        "http://host:80",
        "usb:",
        "usb:@115200",
        "/dev/ttyUSB0@fast"
      })
  void anAddressThatCannotBeRightIsOneSentence(String target) {
    DriverException e = assertThrows(DriverException.class, () -> Links.of(target, 38_400));
    assertEquals(DriverException.Kind.USAGE, e.kind());
    assertTrue(e.getMessage().length() > 20 && !e.getMessage().contains("\n"));
  }

  @Test
  void addressesMayBeVersion6() throws Exception {
    assertEquals("tcp://[::1]:35000", Links.of("tcp://[::1]:35000", 38_400).describe());
  }

  /** jSerialComm would open a device of that name in the device folder instead. */
  @ParameterizedTest
  @ValueSource(strings = {"/nowhere/null", "ttyNOTHERE", "/dev/serial/by-id/not-there"})
  void aMissingDeviceIsTold(String device) throws Exception {
    LinkException e = assertThrows(LinkException.class, () -> Links.of(device, 38_400).open());
    assertEquals(DriverException.Kind.UNAVAILABLE, e.toDriverException().kind());
    assertTrue(e.getMessage().contains("there is no device " + device), e.getMessage());
  }

  @Test
  void anAdapterThatIsNotPluggedInIsTold() throws Exception {
    LinkException e =
        assertThrows(LinkException.class, () -> Links.of("usb:NOT-THERE", 38_400).open());
    assertTrue(e.getMessage().contains("serial number NOT-THERE is plugged in"), e.getMessage());
  }

  @Test
  void aFileIsNoDevice(@TempDir Path folder) throws Exception {
    Path file = java.nio.file.Files.createFile(folder.resolve("port"));
    for (Path path : List.of(file, folder)) {
      LinkException e =
          assertThrows(LinkException.class, () -> Links.of(path.toString(), 38_400).open());
      assertTrue(e.getMessage().contains("not a serial device"), e.getMessage());
    }
  }

  @Test
  void nobodyAtThePortIsTold() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    Link link = new TcpLink("127.0.0.1", port);
    LinkException e = assertThrows(LinkException.class, link::open);
    assertTrue(e.getMessage().contains("tcp://127.0.0.1:" + port), e.getMessage());
  }

  @Test
  void aHangUpIsALossAndTheLinkOpensAgain() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Link link = new TcpLink("127.0.0.1", server.getLocalPort());
      for (int round = 0; round < 2; round++) {
        link.open();
        byte[] buffer = new byte[8];
        try (Socket peer = server.accept()) {
          assertEquals(0, link.read(buffer, 20));
          peer.getOutputStream().write("OK>".getBytes());
          assertEquals(3, link.read(buffer, 1_000));
          link.write("ATI\r".getBytes());
          assertEquals(4, peer.getInputStream().readNBytes(4).length);
        }
        assertThrows(LinkException.class, () -> link.read(buffer, 1_000));
      }
      link.close();
      assertThrows(LinkException.class, () -> link.read(new byte[1], 10));
    }
  }

  @Test
  void theProviderIsFoundByItsScheme() throws Exception {
    DriverProvider provider =
        ServiceLoader.load(DriverProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.schemes().contains("elm327"))
            .findFirst()
            .orElseThrow();
    DriverContext context =
        new DriverContext(new FakeTime(), Optional.empty(), List.of(), note -> {});
    assertThrows(
        DriverException.class,
        () -> provider.create(SourceAddress.parse("elm327:tcp://host"), context));
    provider.create(SourceAddress.parse("elm327:tcp://127.0.0.1:1"), context).close();
  }
}
