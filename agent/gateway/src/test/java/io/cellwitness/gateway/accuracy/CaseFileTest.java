package io.cellwitness.gateway.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Chemistry;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseFileTest {

  private static final String HEADER =
      "case_id,file,session,chemistry,n_series,q_nom_Ah,expect,truth_Ah,note\n";

  @TempDir Path dir;

  @Test
  void readsACaseWithAQuotedNote() throws Exception {
    List<AccuracyCase> cases =
        CaseFile.read(
            write(HEADER + "a,sub/x.csv.gz,s1,LFP,96,102.0,number,99.5,\"one, \"\"two\"\"\"\n"));
    AccuracyCase only = cases.get(0);
    assertEquals("a", only.id());
    assertEquals(dir.resolve("sub/x.csv.gz"), only.file());
    assertEquals("s1", only.session().orElseThrow());
    assertEquals(Chemistry.LFP, only.pack().chemistry());
    assertEquals(96, only.pack().cellsInSeries().getAsInt());
    assertEquals(102, only.pack().nominalAh().orElseThrow().value());
    assertEquals(99.5, only.truthAh().getAsDouble());
  }

  @Test
  void anEmptyFieldIsUnknown() throws Exception {
    AccuracyCase only = CaseFile.read(write(HEADER + "a,x.csv,,NMC,88,126,refuse,,\n")).get(0);
    assertTrue(only.session().isEmpty() && only.truthAh().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "case_id,file\na,b\n",
        HEADER + "a,b\n",
        HEADER + "a,x.csv,,NMC,many,126,refuse,,\n",
        HEADER + "a,x.csv,,GOLD,88,126,refuse,,\n",
        HEADER + "a,x.csv,,NMC,88,126,perhaps,,\n"
      })
  void badListsAreRefusedInOneSentence(String text) throws Exception {
    Path file = write(text);
    Failure failure = assertThrows(Failure.class, () -> CaseFile.read(file));
    assertEquals(ExitCode.BAD_DATA, failure.code());
    assertTrue(failure.getMessage().startsWith(file.toString()), failure.getMessage());
  }

  @Test
  void aMissingListIsAnInputFailure() {
    Failure failure = assertThrows(Failure.class, () -> CaseFile.read(dir.resolve("missing.csv")));
    assertEquals(ExitCode.INPUT_OUTPUT, failure.code());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(dir.resolve("cases.csv"), text);
  }
}
