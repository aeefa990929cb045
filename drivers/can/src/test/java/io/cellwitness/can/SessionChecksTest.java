package io.cellwitness.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Signals;
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.can.profile.Decoded;
import io.cellwitness.can.profile.ProfileException;
import io.cellwitness.can.profile.ProfileReader;
import io.cellwitness.can.profile.VehicleProfile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A profile is held against the car, answer by answer. */
class SessionChecksTest {

  private final FakeTime time = new FakeTime();
  private final List<String> notes = new ArrayList<>();

  private static VehicleProfile profile(String positive, String relations) throws ProfileException {
    String text =
        """
        {"format": 1, "id": "mine", "title": "Mine", "unverified": true, "sources": {"S": "s"},
         "models": [], "ecus": {"bms": {"request": "7E4", "response": "7EC"}},
         "identification": {"probes": []}, "packs": [],
         "requests": [{"ecu": "bms", "send": "220101", "polling": "fast", "signals": [
           {"signal": "CurrentVoltage", "at": 0, "type": "u16", "divide": 10, "range": [0, 900],
            "evidence": "1", "sources": "S"},
           {"signal": "CurrentCurrent", "at": 2, "type": "s16", "divide": 10, "positive": "%s",
            "range": [-900, 900], "evidence": "1", "sources": "S"},
           {"signal": "Temperature.Max", "at": 4, "type": "s8", "range": [-40, 90],
            "evidence": "1", "sources": "S"},
           {"signal": "Temperature.Min", "at": 5, "type": "s8", "range": [-40, 90],
            "evidence": "1", "sources": "S"}]}],
         "relations": [%s]}
        """
            .formatted(positive, relations);
    return ProfileReader.read("mine.json", text.getBytes(StandardCharsets.UTF_8));
  }

  /** The current of one answer; the car counts what flows out of the battery positive. */
  private Value current(SessionChecks checks, VehicleProfile profile, double intoA, int minTemp) {
    time.sleep(Duration.ofSeconds(1));
    byte[] data =
        ByteBuffer.allocate(6)
            .putShort((short) Math.round(10 * (360 + 0.1 * intoA)))
            .putShort((short) Math.round(-10 * intoA))
            .put((byte) 25)
            .put((byte) minTemp)
            .array();
    List<Decoded> answer =
        checks.take(profile.requests().get(0).decode(data), time.now(), "7EC:220101");
    return answer.stream()
        .filter(d -> d.signal().equals(Signals.CURRENT))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private Value afterSteps(SessionChecks checks, VehicleProfile profile) {
    Value last = new Value.Text("none");
    for (int i = 0; i < 32; i++) {
      last = current(checks, profile, i % 8 < 4 ? -20 : 20, 20);
    }
    return last;
  }

  @Test
  void anUnknownDirectionGivesNoCurrentUntilTheBatteryShowsIt() throws Exception {
    VehicleProfile profile = profile("unknown", "");
    SessionChecks checks = new SessionChecks(profile, notes::add);
    assertInstanceOf(Value.Absent.class, current(checks, profile, 20, 20));
    assertEquals(new Value.Number(20), afterSteps(checks, profile));
    assertTrue(notes.get(0).contains("names no relations"), notes.toString());
    assertTrue(notes.get(1).contains("positive out of the battery"), notes.toString());
    assertEquals(2, notes.size());
  }

  @Test
  void aRightDirectionStaysAndAWrongOneGivesNoCurrentAnyMore() throws Exception {
    VehicleProfile right = profile("discharge", "");
    assertEquals(new Value.Number(20), afterSteps(new SessionChecks(right, notes::add), right));
    notes.clear();
    VehicleProfile wrong = profile("charge", "");
    Value value = afterSteps(new SessionChecks(wrong, notes::add), wrong);
    assertTrue(assertInstanceOf(Value.Absent.class, value).reason().contains("contradicts"));
    assertEquals(1, notes.stream().filter(n -> n.contains("contradicts")).count());
  }

  @Test
  void anImportedProfileSaysWhenItsRelationsHeldAndNeverAfterOneWasBroken() throws Exception {
    String relation = "{\"notBelow\": [\"Temperature.Max\", \"Temperature.Min\"]}";
    VehicleProfile profile = profile("charge", relation);
    SessionChecks good = new SessionChecks(profile, notes::add);
    for (int i = 0; i < 30; i++) {
      current(good, profile, 0, 20);
    }
    assertEquals(2, notes.size(), notes.toString());
    assertTrue(notes.get(1).contains("all 1 relations"), notes.toString());
    notes.clear();
    SessionChecks broken = new SessionChecks(profile, notes::add);
    for (int i = 0; i < 30; i++) {
      current(broken, profile, 0, i == 0 ? 26 : 20);
    }
    assertEquals(1, notes.size(), notes.toString());
    assertEquals(VehicleFacts.PROOF_OPEN, broken.learnt().get(VehicleFacts.PROFILE_PROOF));
  }

  /** What stands in the report at the end of the session. */
  @Test
  void theSessionSaysWhatItShowedOfTheProfile() throws Exception {
    String relation = "{\"notBelow\": [\"Temperature.Max\", \"Temperature.Min\"]}";
    VehicleProfile imported = profile("charge", relation);
    SessionChecks checks = new SessionChecks(imported, notes::add);
    assertEquals(VehicleFacts.PROOF_OPEN, checks.learnt().get(VehicleFacts.PROFILE_PROOF));
    for (int i = 0; i < 10; i++) {
      current(checks, imported, 0, 20);
    }
    assertEquals(
        Map.of(
            VehicleFacts.PROFILE_PROOF,
            VehicleFacts.PROOF_HELD,
            VehicleFacts.PROFILE_RELATIONS,
            "1 of 1 seen to hold, 0 broken"),
        checks.learnt());
    for (int i = 0; i < 3; i++) {
      current(checks, imported, 0, 26);
    }
    assertEquals(VehicleFacts.PROOF_BROKEN, checks.learnt().get(VehicleFacts.PROFILE_PROOF));
    VehicleProfile nothing = profile("charge", "");
    assertEquals(
        "none named",
        new SessionChecks(nothing, notes::add).learnt().get(VehicleFacts.PROFILE_RELATIONS));
  }
}
