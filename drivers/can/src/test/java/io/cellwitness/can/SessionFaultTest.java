package io.cellwitness.can;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
import io.cellwitness.can.elm.ElmAdapter;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.profile.ProfileCatalog;
import io.cellwitness.can.slcan.RecordedStick;
import io.cellwitness.can.slcan.SlcanAdapter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One fault at every byte offset of a whole session, from opening the adapter over identification
 * to the polls: each value is the true one or none, and the session ends in bounded time, of which
 * a loss of the link takes less than three seconds.
 */
@Timeout(300)
class SessionFaultTest {

  private static final int POLLS = 7;
  private static final double LONGEST_REATTACH_SECONDS = 3;

  private static ProfileCatalog catalog;
  private static Truth truth;

  /** A session of a fake car. */
  private record Session(long bytes, double seconds, Set<String> wrong) {}

  @BeforeAll
  static void load() throws Exception {
    catalog = ProfileCatalog.load(List.of());
    truth = new Truth();
    for (boolean slcan : new boolean[] {false, true}) {
      Session whole = session(slcan, FaultyLink.Fault.DROP, Long.MAX_VALUE, true);
      assertTrue(whole.bytes() > 1_000, "bytes: " + whole.bytes());
    }
    assertTrue(truth.size() > 100, "signals: " + truth.size());
  }

  private static Session session(boolean slcan, FaultyLink.Fault fault, long at, boolean learn)
      throws Exception {
    FakeTime time = new FakeTime();
    Link car = slcan ? RecordedStick.kia() : elm();
    String foreign = slcan ? "t7EB82101020304050607\r" : "7EB2101020304050607\r";
    FaultyLink link = new FaultyLink(car, fault, at, foreign);
    Set<String> wrong = new HashSet<>();
    try (CanDriver driver =
        new CanDriver(
            slcan ? new SlcanAdapter(link) : new ElmAdapter(link, time),
            catalog,
            new DriverContext(time, Optional.of("hyundai-kia-400v"), List.of(), note -> {}))) {
      driver.connect();
      for (int polls = 0; polls < POLLS; polls++) {
        driver.poll(reading -> take(reading, learn, wrong));
      }
    } catch (DriverException e) {
      // Refusing is right too, as long as it is said.
      assertTrue(!e.getMessage().isBlank() && !e.getMessage().contains(RecordedCar.VIN));
    }
    return new Session(link.seen(), time.seconds(), wrong);
  }

  private static FakeElm elm() throws IOException {
    FakeElm elm = RecordedCar.kia();
    elm.chunk = 400;
    return elm;
  }

  private static void take(Reading reading, boolean learn, Set<String> wrong) {
    if (learn) {
      truth.learn(reading);
    } else if (truth.isWrong(reading)) {
      wrong.add(reading.signal().name() + reading.index() + " " + reading.value());
    }
  }

  private static void everywhere(boolean slcan, FaultyLink.Fault fault) throws Exception {
    Session whole = session(slcan, fault, Long.MAX_VALUE, false);
    for (long at = 0; at < whole.bytes(); at++) {
      Session session = session(slcan, fault, at, false);
      long where = at;
      assertTrue(session.wrong().isEmpty(), () -> fault + " at " + where + ": " + session.wrong());
      double more = session.seconds() - whole.seconds();
      boolean lost = fault == FaultyLink.Fault.HANG_UP;
      assertTrue(
          !lost || more < LONGEST_REATTACH_SECONDS,
          () -> "at " + where + " it took " + more + " s");
    }
  }

  /** A control unit that asks for patience for ever is left alone in bounded time. */
  @Test
  void pendingStorms() throws Exception {
    List<String> requests =
        RecordedCar.kia().messages.keySet().stream().map(k -> k.split(":")[1]).toList();
    for (String request : requests) {
      if (request.length() != 6) {
        continue;
      }
      FakeElm car = elm();
      car.rawReplies.put(request, new ArrayDeque<>(List.of("7EC037F2278AAAAAAAA")));
      FakeTime time = new FakeTime();
      Set<String> wrong = new HashSet<>();
      try (CanDriver driver =
          new CanDriver(
              new ElmAdapter(car, time),
              catalog,
              new DriverContext(time, Optional.of("hyundai-kia-400v"), List.of(), note -> {}))) {
        driver.connect();
        for (int polls = 0; polls < 3 * POLLS; polls++) {
          driver.poll(reading -> take(reading, false, wrong));
        }
      } catch (DriverException e) {
        assertTrue(e.getMessage().contains("7E4") || !e.getMessage().isBlank());
      }
      assertTrue(wrong.isEmpty(), () -> request + ": " + wrong);
      long asked = car.sent.stream().filter(s -> s.startsWith(request)).count();
      assertTrue(asked <= 10 * 3L * POLLS, request + " was asked " + asked + " times");
      assertTrue(time.seconds() < 200, request + " took " + time.seconds() + " s");
    }
  }

  @ParameterizedTest
  @EnumSource
  void elm327(FaultyLink.Fault fault) throws Exception {
    everywhere(false, fault);
  }

  @ParameterizedTest
  @EnumSource
  void slcan(FaultyLink.Fault fault) throws Exception {
    everywhere(true, fault);
  }
}
