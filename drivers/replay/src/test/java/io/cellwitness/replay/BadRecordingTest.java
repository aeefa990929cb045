package io.cellwitness.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be replayed is refused with one sentence: what, where, what to do. */
class BadRecordingTest {

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "t_s,i_A,u_V\\n0,1,abc | line 2 of FILE has 'abc' in the column u_V",
        "t_s,i_A\\n0,1\\n1,NaN | line 3 of FILE has 'NaN' in the column i_A",
        "t_s,i_A\\n0,1e999 | has '1e999' in the column i_A",
        "t_s,i_A\\n0,0x1p3 | has '0x1p3' in the column i_A",
        "t_s,i_A\\nsoon,1 | has 'soon' in the column t_s, which is not a number of seconds",
        "t_s,i_A\\n9e18,1 | has '9e18' in the column t_s",
        "t_s,i_A\\n1e-999999999,1\\nx,1 | line 3 of FILE has 'x' in the column t_s",
        "time,i_A\\n31.12.2024,1 | has '31.12.2024' in the column time, which is not a time like",
        "time,i_A\\n9999-01-01 00:00:00,1 | in the column time, which is not a time like",
        "t_s,i_A\\n0,1,2 | line 2 of FILE has 3 fields where the header names 2",
        "t_s,i_A,u_V\\n0,1 | line 2 of FILE has 2 fields where the header names 3",
        "t_s,i_A | has a header but no rows",
        "t_s,i_A\\n\\n | has a header but no rows",
        "t_s,u_V\\n0,1 | names no current column; it must be called i_A",
        "i_A,u_V\\n0,1 | names no time column; it must be called t_s or time",
        "t_s,i_A,i_A\\n0,1,1 | names the column 'i_A' twice",
        "t_s;i_A\\n0;1 | is no header of a recording",
        "(1700000000.080000) can0 770#0322BC03 | is no header of a recording",
        "session,t_s,i_A\\n,0,1 | line 2 of FILE has nothing in the column session",
        "t_s,i_A,session\\n0 | line 2 of FILE ends before the column session",
        "{\"a\":1} | is no header of a session file",
        "{\"format\":\"cellwitness-session/9\"} | written by a newer CellWitness",
        "{\"format\" | line 1 of FILE is not valid JSON",
      })
  void refusesBadTables(String text, String expected) throws Exception {
    Path file = dir.resolve("bad.csv");
    Files.writeString(file, text.replace("\\n", "\n"));
    assertRefused(Kind.BAD_DATA, "replay:" + file, expected.replace("FILE", file.toString()));
  }

  @Test
  void namesTheSessionsToChooseFrom() throws Exception {
    StringBuilder table = new StringBuilder("session,t_s,i_A\n");
    for (int i = 1; i <= 7; i++) {
      table.append("visit").append(i).append(",0,1\n");
    }
    Path file = Files.writeString(dir.resolve("visits.csv"), table);
    assertRefused(
        Kind.USAGE,
        "replay:" + file,
        "choose one by adding #NAME to the source: visit1, visit2, visit3, visit4, visit5 and 2"
            + " more");
    assertRefused(
        Kind.BAD_DATA, "replay:" + file + "#visit9", "has no session visit9; it has visit1, ");
  }

  @Test
  void refusesASessionWhereThereAreNone() throws Exception {
    Path file = Files.writeString(dir.resolve("one.csv"), "t_s,i_A\n0,1\n");
    assertRefused(Kind.BAD_DATA, "replay:" + file + "#x", "has no session column; leave out #x");
  }

  @Test
  void refusesWhatIsNoFile() {
    assertRefused(Kind.INPUT_OUTPUT, "replay:" + dir.resolve("none.csv"), "there is no file");
    assertRefused(Kind.USAGE, "replay:" + dir, "is a folder");
    assertRefused(Kind.USAGE, "replay:", "names no file");
    assertRefused(Kind.USAGE, "replay:x#", "names no session after #");
  }

  @Test
  void refusesBrokenFiles() throws Exception {
    byte[] noise = new byte[5000];
    new Random(1).nextBytes(noise);
    byte[] packed = packed("t_s,i_A\n" + "0,1\n".repeat(20_000));
    byte[] damaged = packed.clone();
    Arrays.fill(damaged, packed.length / 2, packed.length / 2 + 20, (byte) 0x5a);
    assertBytesRefused("empty.csv", new byte[0], "is empty");
    assertBytesRefused("empty.csv.gz", packed(""), "is empty");
    assertBytesRefused("noise.csv", noise, "is not text");
    assertBytesRefused("plain.csv.gz", "t_s,i_A\n0,1\n".getBytes(), "is not compressed with gzip");
    assertBytesRefused("cut.csv.gz", Arrays.copyOf(packed, packed.length / 2), "is cut off");
    assertBytesRefused("stub.csv.gz", Arrays.copyOf(packed, 5), "is cut off");
    assertBytesRefused("damaged.csv.gz", damaged, "damaged");
    assertBytesRefused("latin.csv", "t_s,i_A,\u00e9\n0,1,1\n".getBytes("ISO-8859-1"), "not UTF-8");
    assertBytesRefused("long.csv", "x".repeat(100_000).getBytes(), "is longer than 65536 bytes");
  }

  @Test
  void mutatedRecordingsNeverGetPastTheSentence() throws Exception {
    byte[] good = Files.readAllBytes(Replays.sample("car3_head.csv"));
    Random random = new Random(20261124);
    int refused = 0;
    for (int round = 0; round < 300; round++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      Path file = Files.write(dir.resolve("mutated.csv"), bad);
      try {
        Replays.play("replay:" + file);
      } catch (DriverException e) {
        assertEquals(Kind.BAD_DATA, e.kind(), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 100, "most damage is seen: " + refused);
  }

  private void assertBytesRefused(String name, byte[] bytes, String expected) throws IOException {
    Path file = Files.write(dir.resolve(name), bytes);
    assertRefused(Kind.BAD_DATA, "replay:" + file, expected);
  }

  private static void assertRefused(Kind kind, String source, String expected) {
    DriverException e = assertThrows(DriverException.class, () -> Replays.play(source));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertEquals(kind, e.kind(), e.getMessage());
    assertFalse(e.getMessage().endsWith("."), "errors end without a full stop: " + e.getMessage());
    assertFalse(e.getMessage().contains("Exception"), e.getMessage());
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
