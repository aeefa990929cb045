package io.cellwitness.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Quality;
import io.cellwitness.api.Value;
import io.cellwitness.can.profile.Decoded;
import io.cellwitness.can.profile.ProfileCatalog;
import io.cellwitness.can.profile.VehicleProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a bad cable, a slow port or a second program does to an answer: at every place of a recorded
 * answer. The value is the true one or none.
 */
class FaultInjectionTest {

  private static final String REQUEST = "7E4:220101";

  private VehicleProfile profile;
  private String answer;
  private List<Decoded> truth;

  @BeforeEach
  void load() throws Exception {
    profile = ProfileCatalog.load(List.of()).byId("hyundai-kia-400v");
    answer = Captures.candump("kia-eniro.log").get(0).response() + "\n";
    truth = AnswerDecoder.decode(profile, REQUEST, answer);
  }

  private void trueOrAbsent(String damaged) throws Exception {
    List<Decoded> decoded = AnswerDecoder.decode(profile, REQUEST, damaged);
    assertEquals(truth.size(), decoded.size());
    for (int i = 0; i < decoded.size(); i++) {
      Value value = decoded.get(i).value();
      assertTrue(
          value.quality() != Quality.GOOD || value.equals(truth.get(i).value()),
          () -> decoded + " from\n" + damaged);
    }
  }

  @Test
  void aLostCharacter() throws Exception {
    for (int at = 0; at < answer.length(); at++) {
      trueOrAbsent(new StringBuilder(answer).deleteCharAt(at).toString());
    }
  }

  @Test
  void aDoubledCharacter() throws Exception {
    for (int at = 0; at < answer.length(); at++) {
      trueOrAbsent(new StringBuilder(answer).insert(at, answer.charAt(at)).toString());
    }
  }

  @Test
  void anAnswerCutShort() throws Exception {
    for (int at = 0; at < answer.length(); at++) {
      trueOrAbsent(answer.substring(0, at));
      trueOrAbsent(answer.substring(at));
      trueOrAbsent(answer.substring(0, at) + "\nSTOPPED");
      trueOrAbsent(answer.substring(0, at) + "<DATA ERROR\n" + answer.substring(at));
    }
  }

  @Test
  void twoAnswersRunIntoEachOther() throws Exception {
    String other = Captures.candump("kia-eniro.log").get(2).response() + "\n";
    for (int at = 0; at < answer.length(); at++) {
      trueOrAbsent(answer.substring(0, at) + other);
    }
  }

  @Test
  void linesInAnyOrder() throws Exception {
    Random random = new Random(7);
    List<String> lines = new ArrayList<>(answer.lines().toList());
    for (int tries = 0; tries < 2_000; tries++) {
      List<String> shuffled = new ArrayList<>(lines);
      int from = random.nextInt(lines.size());
      shuffled.add(random.nextInt(lines.size()), shuffled.remove(from));
      if (random.nextBoolean()) {
        shuffled.remove(random.nextInt(shuffled.size()));
      }
      trueOrAbsent(String.join("\n", shuffled));
    }
  }

  @Test
  void anyTextAtAll() throws Exception {
    Random random = new Random(8);
    String alphabet = "0123456789ABCDEF \n7EC>?.<xSTOPED";
    for (int tries = 0; tries < 20_000; tries++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(60); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertEquals(truth.size(), AnswerDecoder.decode(profile, REQUEST, text.toString()).size());
    }
  }
}
