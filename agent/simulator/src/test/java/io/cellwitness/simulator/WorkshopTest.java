package io.cellwitness.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class WorkshopTest {

  private final ManualTime time = new ManualTime();

  /** The plainest measurement there is, through the adapter, must come near the truth. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aWholeChargeReadThroughTheAdapterComesNearTheTruth(long seed) throws IOException {
    try (Workshop workshop = Workshop.openWithoutBroker(time, seed);
        Socket socket = connect(workshop.elm327Address())) {
      for (String command :
          "ATZ ATE0 ATS0 ATH1 ATSP6 ATSH7E4 ATCRA7EC ATFCSH7E4 ATFCSD300000 ATFCSM1".split(" ")) {
        ask(socket, command);
      }
      double startPercent = workshop.truth().socPercent();
      assertTrue(startPercent >= 6 && startPercent <= 10, "arrives nearly empty");
      double firstSoc = soc(overview(socket));
      double ah = 0;
      double lastA = 0;
      double lastSeconds = time.now().monotonicNanos() / 1e9;
      int samples = 0;
      boolean charged = false;
      while (!charged || lastA > 0.5) {
        assertTrue(samples++ < 1_000, "the charge has an end");
        time.advance(Duration.ofSeconds(30));
        ByteBuffer data = overview(socket);
        double seconds = time.now().monotonicNanos() / 1e9;
        double currentA = -data.getShort(10) / 10.0;
        ah += (currentA + lastA) / 2 * (seconds - lastSeconds) / 3600;
        lastA = currentA;
        lastSeconds = seconds;
        charged |= currentA > 50;
      }
      double widthPercent = soc(overview(socket)) - firstSoc;
      Truth truth = workshop.truth();
      assertTrue(widthPercent >= 85, "wide enough for class A: " + widthPercent);
      assertEquals(100, truth.socPercent(), 0.1, "ends full");
      double capacityAh = 100 * ah / widthPercent;
      assertEquals(truth.capacityAh(), capacityAh, 0.05 * truth.capacityAh());
      assertEquals(100, truth.declaredSohPercent(), "the car claims to be like new");
      assertTrue(truth.sohPercent() >= 70 && truth.sohPercent() <= 95, "" + truth.sohPercent());
      assertEquals(
          truth.capacityAh() * 98 * 3.73 / 1000,
          truth.usableEnergyKwh(),
          1.5,
          "energy fits charge");
    }
  }

  @Test
  void theCarWaitsUntilItIsReadAgainAndAgain() throws IOException {
    try (Workshop workshop = Workshop.openWithoutBroker(time, 1);
        Socket socket = connect(workshop.elm327Address())) {
      double before = workshop.truth().socPercent();
      for (String command : "ATSP6 ATSH7E4 220101 220101".split(" ")) {
        ask(socket, command);
      }
      time.advance(Duration.ofHours(2));
      assertEquals(before, workshop.truth().socPercent(), "identifying the car is no check yet");
    }
  }

  @Test
  void theSeedDecidesTheCar() throws IOException {
    assertEquals(truth(7), truth(7));
    DoubleSummaryStatistics health = new DoubleSummaryStatistics();
    for (long seed = 0; seed < 20; seed++) {
      health.accept(truth(seed).sohPercent());
    }
    assertTrue(health.getMin() < 76 && health.getMax() > 89, "used cars differ: " + health);
  }

  @Test
  void bringsItsBrokerAlong() throws IOException {
    try (Workshop workshop = Workshop.open(time, 1)) {
      connect(workshop.brokerUri()).close();
    }
    try (Workshop workshop = Workshop.openWithoutBroker(time, 1)) {
      assertThrows(IllegalStateException.class, workshop::brokerUri);
    }
  }

  private Truth truth(long seed) throws IOException {
    try (Workshop workshop = Workshop.openWithoutBroker(time, seed)) {
      return workshop.truth();
    }
  }

  private static double soc(ByteBuffer overview) {
    return (overview.get(4) & 0xff) / 2.0;
  }

  private static Socket connect(String address) throws IOException {
    URI uri = URI.create(address.replaceFirst("^elm327:", ""));
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** The data bytes of BMS identifier 0101. */
  private static ByteBuffer overview(Socket socket) throws IOException {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    for (String line : ask(socket, "2201019").split("\r")) {
      if (line.length() == 19) {
        byte[] frame = HexFormat.of().parseHex(line.substring(3));
        int skip = frame[0] >> 4 == 1 ? 2 : 1;
        payload.write(frame, skip, 8 - skip);
      }
    }
    byte[] bytes = payload.toByteArray();
    assertTrue(bytes.length >= 62, "a whole answer");
    return ByteBuffer.wrap(Arrays.copyOfRange(bytes, 3, 62));
  }

  private static String ask(Socket socket, String command) throws IOException {
    socket.getOutputStream().write((command + "\r").getBytes(StandardCharsets.US_ASCII));
    StringBuilder text = new StringBuilder();
    for (int c = socket.getInputStream().read(); c != '>'; c = socket.getInputStream().read()) {
      if (c < 0) {
        throw new EOFException("connection ended after " + text);
      }
      text.append((char) c);
    }
    return text.toString();
  }
}
