package io.cellwitness.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverContext;
import io.cellwitness.can.elm.ElmAdapter;
import io.cellwitness.can.profile.ProfileCatalog;
import io.cellwitness.can.profile.ReadRequest;
import io.cellwitness.can.uds.Answer;
import io.cellwitness.can.uds.UdsClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The extended session is opened only where profile, control unit and a standing car agree. */
class SessionAskerTest {

  private static final String REFUSED = "7ED037F227FAAAAAAAA";
  private static final String AMPS = "7ED06621802024A54AA";

  private final FakeTime time = new FakeTime();
  private final FakeElm elm = new FakeElm();
  private final List<String> notes = new ArrayList<>();
  private SessionAsker asker;
  private ReadRequest request;

  @BeforeEach
  void standingCar() throws Exception {
    elm.answer("7DF", "7E8", "010D", "410D00");
    elm.answer("7E5", "7ED", "1003", "5003003201F4");
    connect();
  }

  private void connect() throws Exception {
    ElmAdapter adapter = new ElmAdapter(elm, time);
    adapter.open();
    asker =
        new SessionAsker(
            new UdsClient(adapter, DriverContext.MOST_REQUESTS_PER_SECOND, time), time, notes::add);
    request =
        ProfileCatalog.load(List.of()).byId("audi-porsche").request("7E5:221802").orElseThrow();
  }

  private void car(String... replies) {
    elm.rawReplies.put("221802", new ArrayDeque<>(List.of(replies)));
  }

  private long sent(String line) {
    return elm.sent.stream().filter(s -> s.startsWith(line)).count();
  }

  @Test
  void aCarThatAnswersInTheDefaultSessionIsLeftInIt() throws Exception {
    car(AMPS);
    assertInstanceOf(Answer.Data.class, asker.ask(request));
    assertEquals(0, sent("10"));
  }

  @Test
  void itIsOpenedAfterARefusalAndAgainAfterItHasClosedByItself() throws Exception {
    car(REFUSED, AMPS);
    assertInstanceOf(Answer.Data.class, asker.ask(request));
    assertTrue(elm.sent.indexOf("010D") < elm.sent.indexOf("1003"), elm.sent.toString());
    for (int i = 0; i < 10; i++) {
      time.sleep(Duration.ofSeconds(1));
      assertInstanceOf(Answer.Data.class, asker.ask(request));
    }
    assertEquals(1, sent("1003"));
    time.sleep(Duration.ofSeconds(6));
    assertInstanceOf(Answer.Data.class, asker.ask(request));
    assertEquals(2, sent("1003"));
    assertEquals(0, sent("3E"));
    assertEquals(List.of(), notes);
  }

  @Test
  void aMovingOrSilentCarIsNotTold() throws Exception {
    for (String speed : new String[] {"410D05", ""}) {
      elm.messages.remove("7DF:010D");
      if (!speed.isEmpty()) {
        elm.answer("7DF", "7E8", "010D", speed);
      }
      connect();
      car(REFUSED);
      assertInstanceOf(Answer.Refused.class, asker.ask(request));
      assertInstanceOf(Answer.Refused.class, asker.ask(request));
    }
    assertEquals(0, sent("10"));
    assertEquals(2, notes.size());
    assertTrue(notes.get(0).contains("they stay absent"), notes.toString());
  }

  @Test
  void aRequestThatTheProfileDoesNotMarkIsOnlyRefused() throws Exception {
    ReadRequest plain =
        ProfileCatalog.load(List.of()).byId("hyundai-kia-400v").request("7E4:220101").orElseThrow();
    elm.answer("7E4", "7EC", "220101", "7F227F");
    assertInstanceOf(Answer.Refused.class, asker.ask(plain));
    assertEquals(0, sent("10"));
    assertFalse(plain.extendedSession());
  }
}
