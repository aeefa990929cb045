package io.cellwitness.can;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.can.elm.ElmAdapter;
import io.cellwitness.can.guard.GuardException;
import io.cellwitness.can.importer.Importer;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.LinkException;
import io.cellwitness.can.profile.ProfileCatalog;
import io.cellwitness.can.profile.ProfileException;
import io.cellwitness.can.profile.ProfileReader;
import io.cellwitness.can.profile.ReadRequest;
import io.cellwitness.can.profile.VehicleProfile;
import io.cellwitness.can.slcan.SlcanAdapter;
import io.cellwitness.can.uds.Adapter;
import io.cellwitness.can.uds.Ecu;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Everything above the guard is driven with hostile inputs: requests nobody should send, lists
 * somebody tampered with, adapters and cars that answer anything. A wire records what leaves and
 * judges it by a list of its own. {@code -Dcellwitness.guard.inputs=10000000} makes it long.
 */
class OnlyReadingLeavesTest {

  private static final long INPUTS = Long.getLong("cellwitness.guard.inputs", 200_000);
  private static final Path VEHICLES = Path.of("..", "..", "config", "vehicles");
  private static final String HEX = "0123456789ABCDEF";

  private final Random random = new Random(20261124);
  private long inputs;
  private long left;
  private long refused;

  /** Records and judges each line; answers with anything. */
  private final class Wire implements Link {
    private final boolean elm;
    private byte[] reply = {};
    private int at;

    Wire(boolean elm) {
      this.elm = elm;
    }

    @Override
    public void open() {
      reply = new byte[0];
      at = 0;
    }

    @Override
    public int read(byte[] buffer, int timeoutMillis) throws LinkException {
      int count = Math.min(buffer.length, reply.length - at);
      System.arraycopy(reply, at, buffer, 0, count);
      at += count;
      return count;
    }

    @Override
    public void write(byte[] bytes) {
      String line = new String(bytes, StandardCharsets.ISO_8859_1);
      left++;
      assertTrue(isAllowed(line, elm), () -> "left the guard: " + line);
      inputs++;
      reply = (elm ? elmReply(line) : slcanReply(line)).getBytes(StandardCharsets.ISO_8859_1);
      at = 0;
    }

    @Override
    public void close() {}

    @Override
    public String describe() {
      return "wire";
    }
  }

  private static boolean isAllowed(String sent, boolean elm) {
    if (!sent.endsWith("\r") || sent.indexOf('\r') != sent.length() - 1) {
      return false;
    }
    String line = sent.substring(0, sent.length() - 1);
    if (!elm) {
      return line.matches("[VvNFCOL]|S[0-68]|Z[01]") || isFrame(line);
    }
    if (line.matches("AT[0-9A-Z@]+|ST[A-Z0-9]+")) {
      return !line.matches("AT(PP|CAF0|M[ARTP]|BRD|BRT|LP|RTR|WM|TP|V1|FI|JH|CS|SP0|SW|IB|KW).*")
              && !line.matches("ST(PX|M|SBR|BR|WBR|RST|SLX|GPO|PPMA|CMM|CSWM|VRX?).*")
          || line.equals("STMFR");
    }
    return line.matches("[0-9A-F]{2,15}")
        && isReading(HexFormat.of().parseHex(line, 0, line.length() & ~1));
  }

  private static boolean isFrame(String line) {
    if (!line.matches("t[0-7][0-9A-F]{2}8[0-9A-F]{16}|T[01][0-9A-F]{7}8[0-9A-F]{16}")) {
      return false;
    }
    int digits = line.charAt(0) == 't' ? 3 : 8;
    String id = line.substring(1, 1 + digits);
    if (!id.matches("[67]..|18DA..F1|18DB33F1|17FC....|1DD0..35")) {
      return false;
    }
    byte[] data = HexFormat.of().parseHex(line, digits + 2, line.length());
    int from = id.equals("6F1") ? 1 : 0;
    int type = (data[from] & 0xF0) >> 4;
    int length = data[from] & 0x0F;
    if (type == 3) {
      return length <= 2 && !id.equals("7DF") && !id.equals("18DB33F1");
    }
    return type == 0
        && length >= 1
        && length <= 7 - from
        && isReading(java.util.Arrays.copyOfRange(data, from + 1, from + 1 + length));
  }

  private static boolean isReading(byte[] request) {
    int length = request.length;
    return switch (request[0]) {
      case 0x01 -> length >= 2;
      case 0x02 -> length >= 2 && length <= 3;
      case 0x03, 0x07, 0x0A -> length == 1;
      case 0x09, 0x1A, 0x21 -> length == 2;
      case 0x19 -> length >= 2;
      case 0x22 -> length % 2 == 1 && length >= 3;
      case 0x3E -> length <= 2;
      case 0x10 -> length == 2 && (request[1] == 1 || request[1] == 3);
      default -> false;
    };
  }

  private String hex(int bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2 * bytes; i++) {
      text.append(HEX.charAt(random.nextInt(16)));
    }
    return text.toString();
  }

  private String elmReply(String line) {
    String echo = line.strip();
    return switch (random.nextInt(12)) {
      case 0 -> "?\r\r>";
      case 1 -> "NO DATA\r\r>";
      case 2 -> "7EC" + hex(8) + "\r7EC" + hex(8) + "\r\r>";
      case 3 -> "7EC037F" + hex(1) + "78\r\r>";
      case 4 -> "7EC10" + hex(7) + "\r7EC21" + hex(7) + "\r\r>";
      case 5 -> "18DAF1DB" + hex(8) + "\r>";
      case 6 -> echo + "\rATPP0CSV23\r2FF03003\r>";
      case 7 -> "LV RESET\r\r>";
      case 8 -> "\0" + hex(3) + (char) random.nextInt(256);
      default -> "OK\r\r>";
    };
  }

  private String slcanReply(String line) {
    String id =
        random.nextBoolean() ? "7EC" : String.format(Locale.ROOT, "%03X", random.nextInt(2048));
    return switch (random.nextInt(9)) {
      case 0 -> "\u0007";
      case 1 -> "V1013\r";
      case 2 -> "t" + id + "810" + hex(7) + "\r";
      case 3 -> "t" + id + "8" + hex(8) + "\rt" + id + "821" + hex(7) + "\r";
      case 4 -> "T18DAF1" + hex(1) + "810" + hex(7) + "\r";
      case 5 -> "t7EC8037F" + hex(1) + "7800000000\r";
      case 6 -> "T" + hex(4) + "8" + hex(8) + "\r" + (char) random.nextInt(256);
      case 7 -> line;
      default -> "z\r";
    };
  }

  private Ecu ecu() {
    return switch (random.nextInt(6)) {
      case 0 -> Ecu.EVERYBODY_11;
      case 1 -> Ecu.EVERYBODY_29;
      case 2 -> Ecu.plain(random.nextInt(2048), random.nextInt(2048), 11);
      case 3 -> Ecu.plain(random.nextInt() & 0x1FFFFFFF, random.nextInt() & 0x1FFFFFFF, 29);
      case 4 ->
          new Ecu(
              0x6F1,
              OptionalInt.of(0x607),
              11,
              OptionalInt.of(random.nextInt(256)),
              random.nextInt(256));
      default -> Ecu.plain(0x7E0 + random.nextInt(8), 0x7E8 + random.nextInt(8), 11);
    };
  }

  private byte[] request() {
    byte[] request = new byte[random.nextInt(9)];
    random.nextBytes(request);
    int[] services = {0x01, 0x02, 0x03, 0x09, 0x10, 0x19, 0x1A, 0x21, 0x22, 0x22, 0x2E, 0x2F, 0x31};
    if (request.length > 0 && random.nextInt(3) > 0) {
      request[0] = (byte) services[random.nextInt(services.length)];
    }
    return request;
  }

  /** What the planner may meet: a refusal of the guard or of the link, and nothing else. */
  private void ask(Adapter adapter, Ecu ecu, byte[] request) {
    inputs++;
    try {
      adapter.exchange(ecu, request, false);
    } catch (GuardException e) {
      refused++;
    } catch (LinkException e) {
      open(adapter);
    } catch (ArrayIndexOutOfBoundsException e) {
      // More bytes than a frame holds: the caller's mistake, found before anything was written.
      assertTrue(request.length > 6, e::toString);
    }
  }

  private static void open(Adapter adapter) {
    try {
      adapter.open();
    } catch (LinkException e) {
      assertTrue(e.getMessage() != null);
    }
  }

  private String tamper(String text) {
    StringBuilder tampered = new StringBuilder(text);
    String[] poison = {
      "2E", "2F", "31", "14", "11", "27", "04", "10", "7DF", "123", "\"", "\n", "0"
    };
    for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
      int at = random.nextInt(tampered.length());
      if (random.nextInt(3) == 0) {
        tampered.insert(at, poison[random.nextInt(poison.length)]);
      } else {
        tampered.setCharAt(at, (HEX + HEX + "\",{}[]:-").charAt(random.nextInt(40)));
      }
    }
    return tampered.toString();
  }

  private void tamperedList(List<String> seeds, List<Adapter> adapters) {
    String text = tamper(seeds.get(random.nextInt(seeds.size())));
    inputs++;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      Optional<Importer.Format> format = Importer.Format.of(bytes);
      if (format.isPresent()) {
        Importer importer = Importer.of(format.get(), "x1", OptionalInt.of(2022));
        importer.add("list", bytes);
        bytes = importer.finish().profileJson().getBytes(StandardCharsets.UTF_8);
      }
      VehicleProfile profile = ProfileReader.read("list", bytes);
      for (ReadRequest request : profile.requests().stream().limit(40).toList()) {
        ask(adapters.get(random.nextInt(adapters.size())), request.ecu(), request.bytes());
      }
    } catch (DriverException | ProfileException e) {
      refused++;
    }
  }

  private void drive(ProfileCatalog catalog) throws InterruptedException {
    boolean elm = random.nextBoolean();
    Wire wire = new Wire(elm);
    Adapter adapter = elm ? new ElmAdapter(wire, new FakeTime()) : new SlcanAdapter(wire);
    List<VehicleProfile> all =
        catalog.list().stream().filter(profile -> !profile.isPassive()).toList();
    Optional<String> id =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(all.get(random.nextInt(all.size())).id());
    DriverContext context = new DriverContext(new FakeTime(), id, List.of(), note -> {});
    try (CanDriver driver = new CanDriver(adapter, catalog, context)) {
      driver.connect();
      for (int i = 0; i < 60; i++) {
        driver.poll(reading -> {});
      }
    } catch (DriverException e) {
      refused++;
    }
  }

  private static List<String> seeds() throws Exception {
    List<String> seeds = new ArrayList<>();
    for (String name : List.of("hyundai-kia-400v", "bmw-i3", "vw-meb", "tesla-model-3-y")) {
      seeds.add(Files.readString(VEHICLES.resolve(name + ".json")));
    }
    seeds.add(
        "Name,ShortName,ModeAndPID,Equation,Min Value,Max Value,Units,Header\n"
            + "Volts,v,220101,((M<8)+N)/10,0,500,V,7E4\nAmps,a,220101,A,0,9,A,7E4\n"
            + "Id,i,22F190,A,0,255,,18DADBF1\nOld,o,2101,A,0,255,,79B\n");
    seeds.add(
        "{\"commands\": [{\"hdr\": \"7E4\", \"rax\": \"7EC\", \"cmd\": {\"22\": \"0101\"}, \"freq\": 1,"
            + " \"signals\": [{\"id\": \"T\", \"fmt\": {\"len\": 8, \"max\": 100, \"unit\": \"percent\"}}]},"
            + "{\"hdr\": \"DADB\", \"rax\": \"F1DB\", \"cmd\": {\"21\": \"01\"}, \"freq\": 1,"
            + " \"signals\": [{\"id\": \"U\", \"fmt\": {\"len\": 16, \"max\": 100, \"unit\": \"volts\"}}]}]}");
    return seeds;
  }

  @Test
  void whateverIsAskedOnlyReadingLeaves() throws Exception {
    List<Adapter> adapters =
        List.of(new ElmAdapter(new Wire(true), new FakeTime()), new SlcanAdapter(new Wire(false)));
    adapters.forEach(OnlyReadingLeavesTest::open);
    ProfileCatalog catalog = ProfileCatalog.load(List.of());
    List<String> seeds = seeds();
    for (long turn = 0; inputs < INPUTS; turn++) {
      if (turn % 2_000 == 0) {
        drive(catalog);
      } else if (turn % 100 == 0) {
        tamperedList(seeds, adapters);
      } else {
        ask(adapters.get(random.nextInt(2)), ecu(), request());
      }
    }
    assertTrue(
        left > inputs / 20 && refused > inputs / 20, left + " left, " + refused + " refused");
    System.out.printf(
        Locale.ROOT,
        "only reading leaves: %,d inputs, %,d lines left, each of them reading; %,d refused%n",
        inputs,
        left,
        refused);
  }
}
