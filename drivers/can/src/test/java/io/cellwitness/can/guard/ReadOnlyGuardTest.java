package io.cellwitness.can.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.can.link.Link;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The promise to the car: nothing but reading leaves, whatever asks for it. */
class ReadOnlyGuardTest {

  /** Keeps the last line that left and counts them. */
  private static final class Recorder implements Link {
    private String last = "";
    private long lines;

    @Override
    public void open() {}

    @Override
    public int read(byte[] buffer, int timeoutMillis) {
      return 0;
    }

    @Override
    public void write(byte[] bytes) {
      last = new String(bytes, StandardCharsets.ISO_8859_1);
      lines++;
    }

    @Override
    public void close() {}

    @Override
    public String describe() {
      return "recorder";
    }
  }

  private final Recorder wire = new Recorder();
  private final ReadOnlyGuard elm = ReadOnlyGuard.elm(wire);
  private final ReadOnlyGuard slcan = ReadOnlyGuard.slcan(wire);

  @BeforeEach
  void open() throws Exception {
    elm.open();
    slcan.open();
  }

  private static void send(Link link, String line) throws Exception {
    link.write((line + "\r").getBytes(StandardCharsets.ISO_8859_1));
  }

  private void readyFor11Bit() throws Exception {
    for (String line : new String[] {"ATZ", "ATCAF1", "ATSP6", "ATSH7E4"}) {
      send(elm, line);
    }
  }

  private void refused(Link link, String line) {
    long before = wire.lines;
    assertThrows(GuardException.class, () -> send(link, line), line);
    assertEquals(before, wire.lines, "left although refused: " + line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "220101", "2201019", "22F190", "2101", "1A90", "0902", "015B", "019A", "01B2", "01D2", "03",
        "07", "0A", "020C00", "1902FF", "1001", "1003", "3E00", "3E80"
      })
  void readingRequestsPass(String line) throws Exception {
    readyFor11Bit();
    send(elm, line);
    assertEquals(line + "\r", wire.last);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // services that write, control, reset, unlock or flash
        "04",
        "08",
        "1101",
        "14FFFFFF",
        "2701",
        "2802",
        "2EF190",
        "2FF03003",
        "3101FF00",
        "34",
        "35",
        "36",
        "37",
        "3B90",
        "30F0",
        "32",
        "8502",
        "1002",
        "1083",
        "1060",
        "10C0",
        "83",
        "87",
        // a second service in the tail, wrong lengths
        "220101220101",
        "22",
        "2201",
        "21",
        "210101010101",
        "0901020304",
        "0304",
        "100301",
        "3E0011",
        "1A",
        "11",
        "2F",
        // harmless as it stands, another service for an adapter without automatic length
        "0104",
        "0111",
        "0114",
        "012F",
        "0131",
        "022710",
        "022F12",
        "0185",
        // not whole lines of the language
        "22 01 01",
        "220101;04",
        "2201zz",
        "",
        "?",
        "22010",
        "220101220101220101",
        // adapter commands that are not on the list
        "ATCAF0",
        "ATPP0CSV23",
        "ATPP2CON",
        "ATMA",
        "ATMR7E",
        "ATMT7E",
        "ATBRD23",
        "ATLP",
        "ATSP0",
        "ATSP8",
        "ATTP6",
        "ATCRA1",
        "ATSH1DA",
        "ATSH7",
        "ATSH000",
        "ATSHDA",
        "ATSH200",
        "ATV1",
        "ATWM82",
        "ATRTR",
        "ATFCSD270101",
        "ATFCSD07300000",
        "ATFCSH7DF",
        "ATFCSH1DA",
        "ATCSM0",
        "ATCP00",
        "ATSHFFFFFF",
        "atz",
        "ATJHF1",
        "ATFI",
        "ATSI",
        "ATSW00",
        "ATIFR0",
        "ATPC",
        "STPX H:7E4,D:2EF190",
        "STPXH:7E4,D:220101",
        "STSBR2000000",
        "STWBR",
        "STMA",
        "STM",
        "STCSEGT1",
        "STSLCS",
        "STPBR500000",
        "STFAP7E8,7F8",
        "STCFCPA7E0,7E8",
        "STI\rST"
      })
  void everythingElseStays(String line) throws Exception {
    readyFor11Bit();
    refused(elm, line);
  }

  @Test
  void aDataLineNeedsAKnownAdapter() throws Exception {
    refused(elm, "220101");
    send(elm, "ATCAF1");
    refused(elm, "220101");
    send(elm, "ATSP6");
    send(elm, "220101");
    send(elm, "ATZ");
    refused(elm, "220101");
  }

  /** An 11-bit adapter takes the last bits of a long header, and the other way round. */
  @Test
  void headerAndProtocolMustFit() throws Exception {
    send(elm, "ATCAF1");
    send(elm, "ATSP6");
    send(elm, "ATSHFC007B");
    refused(elm, "22028C");
    send(elm, "ATSP7");
    refused(elm, "22028C");
    send(elm, "ATCP17");
    send(elm, "22028C");
    send(elm, "ATSH7E4");
    refused(elm, "220101");
  }

  /** Four bytes of flow control are an address and a flow control, or a service 30. */
  @Test
  void flowControlWithAnAddressNeedsThatAddress() throws Exception {
    readyFor11Bit();
    refused(elm, "ATFCSD07300000");
    send(elm, "ATCEA07");
    send(elm, "ATFCSD07300000");
    refused(elm, "ATFCSD02300000");
    send(elm, "ATCEA");
    refused(elm, "ATFCSD07300000");
  }

  @Test
  void oneWriteIsOneLine() throws Exception {
    readyFor11Bit();
    for (String text : new String[] {"220101", "220101\r04\r", "\r", "220101\n", "2201\00001\r"}) {
      assertThrows(
          GuardException.class, () -> elm.write(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "V",
        "O",
        "L",
        "C",
        "S6",
        "F",
        "N",
        "Z1",
        "t7E480322010100000000",
        "t7E483000000000000000",
        "T18DADBF180322900100000000",
        "t6F180703226335000000",
        "T17FC007B80322028C55555555"
      })
  void slcanReadingPasses(String line) throws Exception {
    send(slcan, line);
    assertEquals(line + "\r", wire.last);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t7E48042FF030030000",
        "t7E48022701000000000000",
        "t1DA80322010100000000",
        "t7E4303220101",
        "t7E481014220101220101",
        "t7E482122010100000000",
        "r7E48",
        "S7",
        "S9",
        "s031C",
        "M00000000",
        "m00000000",
        "X1",
        "P",
        "A",
        "t7DF83000000000000000",
        "T000007E4803220101",
        "t6F180322010100000000",
        "d7E480322010100000000",
        "Y2",
        "t7E480822010100000000",
        "OS",
        "t7E480022010100000000",
        "t7e480322010100000000",
        ""
      })
  void slcanEverythingElseStays(String line) {
    refused(slcan, line);
  }

  /**
   * Seeded hostile input: whatever left must be readable as a reading request or a setting by rules
   * written a second time here, independent of the guard's own.
   */
  @Test
  void amongMillionsOfHostileLinesOnlyReadingLeaves() throws Exception {
    Random random = new Random(20260101);
    String[] seeds = {
      "220101",
      "2FF03003",
      "ATSH7E4",
      "ATCAF0",
      "ATCAF1",
      "ATSP6",
      "ATSP7",
      "ATFCSD300000",
      "2101",
      "0902",
      "04",
      "STPX",
      "ATZ",
      "ATCEA07",
      "ATCP17",
      "ATSHFC007B",
      "t7E480322010100000000",
      "T18DADBF180322900100000000",
      "t7E4",
      "1003",
      "2701",
      "14FFFFFF",
      "3101FF00",
      "ATPP0CSV23"
    };
    String alphabet = "0123456789ABCDEFtTrRATSHZPX \r\n?>;\0";
    int tries = 2_500_000;
    int left = 0;
    for (int i = 0; i < tries; i++) {
      StringBuilder line = new StringBuilder(seeds[random.nextInt(seeds.length)]);
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        int at = random.nextInt(line.length() + 1);
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(3)) {
          case 0 -> line.insert(at, c);
          case 1 -> line.deleteCharAt(Math.min(at, line.length() - 1)).append(c);
          default -> line.setCharAt(Math.min(at, line.length() - 1), c);
        }
      }
      ReadOnlyGuard link = random.nextBoolean() ? elm : slcan;
      boolean allowed = link.objectionTo(line + "\r") == null;
      // Throwing is slow, so only some of what has an objection is tried all the same.
      if (allowed || i % 16 == 0) {
        long before = wire.lines;
        assertEquals(allowed, tried(link, line.toString()), line.toString());
        assertEquals(before + (allowed ? 1 : 0), wire.lines);
      }
      if (allowed) {
        left++;
        assertTrue(onlyReads(wire.last), wire.last);
      }
    }
    assertTrue(left > tries / 50, "too few lines passed to prove anything: " + left);
  }

  private static boolean tried(Link link, String line) throws Exception {
    try {
      send(link, line);
      return true;
    } catch (GuardException e) {
      return false;
    }
  }

  private static boolean onlyReads(String sent) {
    String line = sent.substring(0, sent.length() - 1);
    if (line.matches("AT[0-9A-Z@]+|STI|STDI|STMFR")) {
      return !line.matches("AT(PP|CAF0|M|BR|LP|RTR|WM|TP|V|FI|JH|CS|SP0).*");
    }
    if (line.matches("[VvNFCOL]|S[0-68]|Z[01]")) {
      return true;
    }
    String data = line;
    if (line.matches("t[0-9A-F]{20}|T[0-9A-F]{25}")) {
      data = line.substring(line.charAt(0) == 't' ? 5 : 10);
      data = line.startsWith("t6F1") ? data.substring(2) : data;
      int first = Integer.parseInt(data.substring(0, 2), 16);
      if (first >= 0x30 && first <= 0x32) {
        return !line.startsWith("t7DF") && !line.startsWith("T18DB33F1");
      }
      data = first >= 1 && first <= 7 ? data.substring(2, 2 + 2 * first) : "FF";
    }
    if (!data.matches("[0-9A-F]{2,15}")) {
      return false;
    }
    byte[] request = HexFormat.of().parseHex(data, 0, data.length() & ~1);
    return switch (request[0]) {
      case 0x01, 0x02, 0x03, 0x07, 0x09, 0x0A, 0x19, 0x1A, 0x21, 0x22, 0x3E -> true;
      case 0x10 -> request.length == 2 && (request[1] == 1 || request[1] == 3);
      default -> false;
    };
  }
}
