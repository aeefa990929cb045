package io.cellwitness.can.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.Quality;
import io.cellwitness.api.Value;
import io.cellwitness.can.AnswerDecoder;
import io.cellwitness.can.profile.ProfileReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorqueImporterTest {

  private static final String HEAD =
      "Name,ShortName,ModeAndPID,Equation,Min Value,Max Value,Units,Header\n";

  private static Imported imported(String rows) throws DriverException {
    Importer importer = Importer.of(Importer.Format.TORQUE, "test", OptionalInt.empty());
    importer.add("list.csv", (HEAD + rows).getBytes(StandardCharsets.UTF_8));
    return importer.finish();
  }

  private static Value value(String equation, String bytes) throws Exception {
    String row = "\"The value\",v,0x220101,\"%s\",,,V,7E4\n".formatted(equation);
    byte[] json = imported(row).profileJson().getBytes(StandardCharsets.UTF_8);
    return AnswerDecoder.decode(ProfileReader.read("t", json), "7E4:220101", "620101" + bytes)
        .get(0)
        .value();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "A/2; C8; 100",
        "A-40; 3C; 20",
        "((A<8)+B)/10; 0E08; 359.2",
        "((A*256)+B)/10; 0E08; 359.2",
        "(A*256+B)*0.1; 0E08; 359.2",
        "((Signed(A)*256)+B)/10; FF9C; -10",
        "SIGNED(A); 80; -128",
        "SIGNED(A*256+B)/10; FF9C; -10",
        "(B*256+A); 3412; 4660",
        "INT16(A:B)/100; 8C10; 358.56",
        "(A<24)+(B<16)+(C<8)+D; 80000001; 2147483649",
        "INT32(A:B:C:D)-1; 00000005; 4",
        "{B:3}; 0008; 1",
        "(A>4); A7; 10",
        "A&15; A7; 7",
        "(A&240)>4; A7; 10",
        "AA; 000000000000000000000000000000000000000000000000000009; 9",
        "100-A; 28; 60",
        "(A-B*0)*1; 11; 17",
        "((A|0)); 05; 5",
        "(500-A/4); 28; 490"
      })
  void whatIsLinearIsRead(String equation, String bytes, double expected) throws Exception {
    assertEquals(expected, ((Value.Number) value(equation, bytes)).number(), 1e-9, equation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A*B",
        "A+B",
        "A/B",
        "ABS(A)",
        "A^2",
        "LOG10(A)",
        "val{Speed}",
        "A+C*256",
        "(A",
        "",
        "5",
        "A B)",
        "{A:9}",
        "A<99",
        "[2B]",
        "A?1:0",
        "AAAAAAAA",
        "1/0",
        "A/0",
        "((A+1)&15)",
        "A*0"
      })
  void whatIsNotIsRefusedByName(String equation) {
    String rows =
        "\"Odd one\",o,220101,\"" + equation + "\",0,1,V,7E4\nGood,g,220101,A,0,9,V,7E4\n";
    String all = assertNamed(rows);
    assertTrue(all.contains("list.csv:2 'Odd one'"), all);
  }

  private static String assertNamed(String rows) {
    try {
      Imported imported = imported(rows);
      assertEquals(1, imported.requests());
      assertTrue(!imported.profileJson().contains("Odd"), imported.profileJson());
      return String.join("\n", imported.leftOut());
    } catch (DriverException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatDoesMoreThanReadIsRefusedByName() {
    for (String send : List.of("2FF030", "04", "2EF190", "1101", "10C0", "ATMA", "31010203")) {
      String all = assertNamed("Odd,o," + send + ",A,0,9,V,7E4\nGood,g,220101,A,0,9,V,7E4\n");
      assertTrue(all.contains("is not a request that only reads; it is refused"), all);
    }
  }

  @Test
  void limitsAndHeadersOfEveryKind() throws Exception {
    Imported imported =
        imported(
            """
            a,,015B,A*100/255,0,100,%,
            b,,229005,((A*256)+B)/10,200,450,V,DADBF1
            b,,229005,C,0,255,,18DADBF1
            c,,2101,A,0,255,,123
            """);
    byte[] json = imported.profileJson().getBytes(StandardCharsets.UTF_8);
    var profile = ProfileReader.read("t", json);
    assertEquals(2, profile.requests().size());
    var read = AnswerDecoder.decode(profile, "18DADBF1:229005", "629005 07 CF 05");
    assertEquals(Quality.OUT_OF_RANGE, read.get(0).value().quality());
    assertEquals("X-b-2", read.get(1).signal().name());
    assertTrue(String.join("", imported.leftOut()).contains("header that is not understood: 123"));
  }

  @Test
  void whatIsNoListIsTold() {
    for (String text : List.of("", "a,b,c\n1,2,3", "ModeAndPID,Equation\n")) {
      Importer importer;
      try {
        importer = Importer.of(Importer.Format.TORQUE, "test", OptionalInt.empty());
      } catch (DriverException e) {
        throw new AssertionError(e);
      }
      assertThrows(
          DriverException.class,
          () -> {
            importer.add("x.csv", text.getBytes(StandardCharsets.UTF_8));
            importer.finish();
          });
    }
  }
}
