package io.cellwitness.can.slcan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.can.link.LinkException;
import io.cellwitness.can.slcan.SlcanListener.Losses;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames that come unasked: whose clock counts, and what was lost on the way. */
class SlcanListenerTest {

  private static final String FRAME = "t1328108C0AFF24250000";

  private static SlcanListener listening(FakeSlcan stick) throws LinkException {
    SlcanListener listener = new SlcanListener(stick);
    listener.open();
    return listener;
  }

  private static List<SlcanListener.Heard> next(SlcanListener listener, int count)
      throws LinkException {
    List<SlcanListener.Heard> heard = new ArrayList<>();
    for (int reads = 0; reads < 1_000 && heard.size() < count; reads++) {
      heard.addAll(listener.receive());
    }
    return heard;
  }

  /** Ten frames 20 ms apart over the end of the stick's minute, read late and in one go. */
  @ParameterizedTest
  @EnumSource(names = {"LAWICEL", "AUTO_POLL"})
  void stampsOverTheEndOfAMinuteGiveTheTimesOfTheFrames(FakeSlcan.Style style) throws Exception {
    FakeSlcan stick = new FakeSlcan(style);
    stick.chunk = 7;
    SlcanListener listener = listening(stick);
    StickClock clock = new StickClock();
    long milli = 1_000_000;
    long begun = 500_000 * milli;
    // The first frame comes at once, so that the clocks can be compared.
    stick.emit(FRAME + String.format("%04X", 59_900) + "\r");
    int stamp = next(listener, 1).get(0).stampMillis().orElseThrow();
    assertEquals(begun, clock.nanos(stamp, begun));
    for (int i = 1; i <= 10; i++) {
      stick.emit(FRAME + String.format("%04X", (59_900 + 20 * i) % 60_000) + "\r");
    }
    List<SlcanListener.Heard> heard = next(listener, 10);
    assertEquals(10, heard.size());
    long readAt = begun + 250 * milli;
    for (int i = 1; i <= 10; i++) {
      long at = clock.nanos(heard.get(i - 1).stampMillis().orElseThrow(), readAt);
      assertEquals(begun + 20L * i * milli, at, "frame " + i);
    }
    assertEquals(new Losses(0, 0, 0), listener.losses());
  }

  /** Each damaged line and each complaint of the stick counts once, whole frames never. */
  @ParameterizedTest
  @EnumSource(names = {"LAWICEL", "AUTO_POLL"})
  void whatWasLostIsCounted(FakeSlcan.Style style) throws Exception {
    for (int chunk = 1; chunk < 60; chunk += 7) {
      FakeSlcan stick = new FakeSlcan(style);
      stick.chunk = chunk;
      SlcanListener listener = listening(stick);
      stick.emit(FRAME + "\r" + FRAME.substring(0, 9) + "\r" + FRAME + "EA5F\r");
      stick.emit(FRAME.substring(0, 12) + "\007" + FRAME.replace("t", "T") + "\r" + FRAME + "\r");
      stick.status = "F01";
      listener.askStatus();
      stick.emit(FRAME + "\r");
      stick.status = "F80";
      listener.askStatus();
      stick.status = "F00";
      listener.askStatus();
      stick.emit(FRAME + "\r");
      assertEquals(5, next(listener, 5).size());
      assertEquals(new Losses(3, 1, 1), listener.losses(), "chunks of " + chunk);
    }
  }

  /** A silent stick says nothing of itself, so nobody knows what L means to it. */
  @Test
  void aSilentStickIsNotOpened() {
    FakeSlcan stick = new FakeSlcan(FakeSlcan.Style.SILENT);
    LinkException e = assertThrows(LinkException.class, () -> listening(stick));
    assertTrue(e.getMessage().contains("not known to listen"), e.getMessage());
    assertFalse(stick.sent.contains("L") || stick.sent.contains("O"), stick.sent.toString());
  }

  /** The stick of a session that broke off goes on talking; that must not cost seconds. */
  @Test
  void aStickThatWasLeftListeningIsOpenedAtOnce() throws Exception {
    FakeSlcan stick = new FakeSlcan(FakeSlcan.Style.LAWICEL);
    stick.chunk = 400;
    SlcanListener listener = listening(stick);
    stick.traffic = (FRAME + "\r").repeat(3);
    int before = stick.reads;
    listener.open();
    assertTrue(stick.reads - before < 30, stick.reads - before + " reads");
    assertTrue(next(listener, 5).size() >= 5);
  }
}
