package io.cellwitness.can;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Valid inputs, mutated with a fixed seed: no parser may throw what it does not document, hang or
 * grow without bound. {@code -Dcellwitness.fuzz.rounds=N} makes it longer.
 */
class ParserMutationTest {

  private static final int ROUNDS = Integer.getInteger("cellwitness.fuzz.rounds", 4_000);
  private static final int LONGEST = 40_000;
  private static final Path VEHICLES = Path.of("..", "..", "config", "vehicles");

  private static final String[] TOKENS = {
    "\r",
    "\n",
    "\0",
    ">",
    "7EC",
    "10",
    "2F",
    "t7EC8",
    "T18DAF1DB8",
    "1e999",
    "-1",
    "99999999999",
    "{",
    "[",
    "\"",
    "}",
    "null",
    "true",
    ",",
    "|",
    "@",
    "(",
    "SIGNED(",
    "INT16(A:B)",
    "m1M",
    "M",
    "SG_ ",
    "BO_ ",
    "VAL_ ",
    "SG_MUL_VAL_ ",
    "4294967295",
    "\u00e9",
    "1.5",
    "0",
    "7F2278",
    "map",
    "NaN",
    "Infinity",
    "1E-400",
    "\\",
    "é",
    "63|64@0-",
    "<99",
    "/0"
  };

  private static List<byte[]> seeds(ParserTargets target) throws Exception {
    List<String> texts = new ArrayList<>();
    switch (target) {
      case ISO_TP -> {
        return List.of(
            HexFormat.of()
                .parseHex("0800103E620101FFF7E7080021FF8100000000000008002200200E0F100F0F0F"),
            HexFormat.of().parseHex("0401037F2278080203410C1AF8000000"));
      }
      case SLCAN ->
          texts.add("V1013\r\rt7EC8103E620101FFF7E7\rT18DAF1DB8037F223100000000\rz\r\u0007");
      case ELM -> texts.add("SEARCHING...\r7EC 10 3E 62 01 01\r7EC21FF\r18DAF1DB037F2231\r\r>");
      case UDS_ANSWER -> {
        texts.add("62 0101 FFF7E7FF 8C0A");
        texts.add("7EC103E620101FFF7E7\n7EC21FF810000000000\n7EC22002000000000000\nNO DATA\n");
      }
      case BUS_LOG -> {
        texts.add(
            """
            (1700000000.000100) can0 7E4#0322010100000000
            (1700000000.010100) can0 7EC#103E620101FFF7E7
            (1700000000.011100) can0 7E4#3000000000000000
            (1700000000.012100) can0 7EC#21FF8C0A00000000
            (1700000000.013100) can0 7EC#22002200200E0F10
            (1700000000.020000) can0 132#108C0AFF24250000
            """);
        texts.add(
            """
            date Mon Mar 4 10:00:00.000 am 2024
            base hex  timestamps absolute
               0.010000 1  7E4             Tx   d 8 03 22 01 01 00 00 00 00
               0.020000 1  7EC             Rx   d 8 10 3E 62 01 01 FF F7 E7
               0.030000 1  18DAF1DBx       Rx   d 8 03 7F 22 31 00 00 00 00
               0.040000 1  132             Rx   d 8 10 8C 0A FF 24 25 00 00
            """);
        texts.add(
            """
            Time Stamp,ID,Extended,Bus,LEN,D1,D2,D3,D4,D5,D6,D7,D8
            1000,000007E4,false,0,8,03,22,01,01,00,00,00,00
            9000,000007EC,false,0,8,10,3E,62,01,01,FF,F7,E7
            9900,00000132,false,0,8,10,8C,0A,FF,24,25,00,00
            """);
        texts.add(
            """
            {"format":"cellwitness-capture/1","startedAt":"2026-01-01T00:00:00Z","clockSynced":true,"language":"elm327","link":"x","requestsPerSecond":"20","software":"0"}
            {"t":0.1,"out":"ATSH7E4\\r"}
            {"t":0.2,"in":"OK\\r\\r>"}
            {"t":0.3,"out":"2201013\\r"}
            {"t":0.4,"in":"7EC103E620101FFF7E7\\r7EC21FF8C0A00000000\\r\\r>"}
            {"t":9.5,"end":"full"}
            """);
      }
      case PROFILE -> {
        texts.add(Files.readString(VEHICLES.resolve("hyundai-kia-400v.json")));
        texts.add(Files.readString(VEHICLES.resolve("tesla-model-3-y.json")));
      }
      case OBDB ->
          texts.add(
              """
              {"diagnosticLevel": "C0", "synthetics": [{"id": "S"}], "commands": [
               {"hdr": "7E4", "rax": "7EC", "din": "03", "cmd": {"22": "0101"}, "freq": 1,
                "filter": {"from": 2020, "to": 2024, "years": [2018]}, "signals": [
                {"id": "T_SOC", "fmt": {"bix": 16, "len": 8, "max": 100, "div": 2, "unit": "percent"}},
                {"id": "T_I", "fmt": {"bix": 13, "len": 16, "sign": true, "min": -100, "max": 100,
                 "mul": 0.1, "add": 5, "nullmin": -1, "nullmax": 9, "blsb": true, "unit": "amps"}},
                {"id": "T_W", "fmt": {"len": 3, "map": {"1": {"description": "d", "value": "V"}}}}]},
               {"hdr": "DADB", "pri": "17", "tst": "7B", "rax": "FE007B", "eax": "07",
                "cmd": {"21": "01"}, "freq": 9, "signals": [
                {"id": "T_A", "fmt": {"len": 64, "max": 1, "unit": "ascii"}}]}]}
              """);
      case DBC ->
          texts.add(
              """
              BO_ 291 Pack: 8 BMS
               SG_ Volts M : 0|16@1+ (0.01,0) [0|655.35] "V" X
               SG_ Amps m1M : 23|16@0- (-0.1,0) [-3000|3000] "A" X
               SG_ Deep m3 : 63|8@0+ (1E-3,-4) [0|0] "°C" X
              VAL_ 291 Deep 0 "idle" 1 "drive" 255 "SNA" ;
              SIG_VALTYPE_ 291 Deep : 0;
              SG_MUL_VAL_ 291 Deep Amps 3-4, 7-7;
              """);
      case TORQUE ->
          texts.add(
              "Name,ShortName,ModeAndPID,Equation,Min Value,Max Value,Units,Header\n"
                  + "\"A, b\",a,220101,((Signed(A)*256)+B)/10,0,500,V,7E4\n"
                  + "B,b,0x2101,(A&15)|(B<4),,,,79B\nC,c,22F190,{B:3}*2-INT24(A:B:C),0,1,,DADBF1\n");
    }
    return texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static byte[] mutated(byte[] seed, Random random) {
    byte[] bytes = seed;
    for (int changes = 1 + random.nextInt(5); changes > 0; changes--) {
      int at = random.nextInt(bytes.length + 1);
      int end = Math.min(bytes.length, at + random.nextInt(12));
      byte[] token = TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.ISO_8859_1);
      bytes =
          switch (random.nextInt(5)) {
            case 0 -> joined(bytes, at, at, token);
            case 1 -> joined(bytes, at, end, token);
            case 2 -> joined(bytes, at, end, new byte[0]);
            case 3 -> joined(bytes, at, at, java.util.Arrays.copyOfRange(bytes, at, end));
            default -> joined(bytes, at, Math.min(bytes.length, at + 1), random(random));
          };
      if (bytes.length == 0 || bytes.length > LONGEST) {
        return seed;
      }
    }
    return bytes;
  }

  private static byte[] random(Random random) {
    return new byte[] {(byte) random.nextInt(256)};
  }

  private static byte[] joined(byte[] bytes, int from, int to, byte[] between) {
    byte[] all = new byte[from + between.length + bytes.length - to];
    System.arraycopy(bytes, 0, all, 0, from);
    System.arraycopy(between, 0, all, from, between.length);
    System.arraycopy(bytes, to, all, from + between.length, bytes.length - to);
    return all;
  }

  @ParameterizedTest
  @EnumSource(ParserTargets.class)
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void nothingUndocumentedIsThrown(ParserTargets target) throws Exception {
    Random random = new Random(target.ordinal());
    List<byte[]> pool = new ArrayList<>(seeds(target));
    int first = pool.size();
    for (byte[] seed : pool) {
      target.feed(seed);
    }
    // A profile takes milliseconds, the others microseconds.
    boolean slow = target == ParserTargets.PROFILE || target == ParserTargets.BUS_LOG;
    int rounds = slow ? ROUNDS / 4 : ROUNDS;
    for (int i = 0; i < rounds; i++) {
      byte[] input = mutated(pool.get(random.nextInt(pool.size())), random);
      try {
        target.feed(input);
      } catch (RuntimeException | AssertionError | StackOverflowError e) {
        fail(target + " on " + new String(input, StandardCharsets.ISO_8859_1), e);
      }
      // Some mutants breed on, so that several changes add up.
      if (random.nextInt(20) == 0) {
        if (pool.size() < 50) {
          pool.add(input);
        } else {
          pool.set(first + random.nextInt(pool.size() - first), input);
        }
      }
    }
    assertTrue(rounds > 0);
  }
}
