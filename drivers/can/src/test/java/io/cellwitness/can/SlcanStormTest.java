package io.cellwitness.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.LinkException;
import io.cellwitness.can.profile.ProfileCatalog;
import io.cellwitness.can.slcan.RecordedStick;
import io.cellwitness.can.slcan.SlcanAdapter;
import io.cellwitness.can.uds.Adapter;
import io.cellwitness.can.uds.Ecu;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Storms of "response pending" (0x78) and of frames on our own ISO-TP over SLCAN. */
@Timeout(120)
class SlcanStormTest {

  private static final int POLLS = 30;
  private static final Truth TRUTH = new Truth();
  private static ProfileCatalog catalog;

  @BeforeAll
  static void undisturbed() throws Exception {
    catalog = ProfileCatalog.load(List.of());
    session(RecordedStick.kia()).readings().forEach(TRUTH::learn);
    assertTrue(TRUTH.size() > 100, "signals: " + TRUTH.size());
  }

  private record Session(List<Reading> readings, double seconds) {
    boolean hasValueOf(String request) {
      return readings.stream()
          .anyMatch(
              r -> r.value().quality() == Quality.GOOD && r.source().endsWith(":22" + request));
    }
  }

  private static Session session(Link link) throws Exception {
    FakeTime time = new FakeTime();
    List<Reading> readings = new ArrayList<>();
    DriverContext context =
        new DriverContext(time, Optional.of("hyundai-kia-400v"), List.of(), note -> {});
    try (CanDriver driver = new CanDriver(new SlcanAdapter(link), catalog, context)) {
      driver.connect();
      for (int polls = 0; polls < POLLS; polls++) {
        driver.poll(readings::add);
      }
    } catch (DriverException e) {
      assertTrue(!e.getMessage().isBlank());
    }
    return new Session(readings, time.seconds());
  }

  private static void nothingWrong(Session session) {
    assertEquals(List.of(), session.readings().stream().filter(TRUTH::isWrong).toList());
  }

  /** Patience that leads to an answer is rewarded with it. */
  @ParameterizedTest
  @CsvSource({"0101,1", "0101,9", "0102,3", "0105,9"})
  void anAnswerBehindPatienceIsTaken(String request, int count) throws Exception {
    StormLink storm =
        new StormLink(RecordedStick.kia(), StormLink.Storm.THEN_ANSWER, request, count);
    Session session = session(storm);
    nothingWrong(session);
    assertTrue(session.hasValueOf(request), "no value of " + request);
  }

  /** What never comes is absent; the rest is read, and nobody waits for ever. */
  @ParameterizedTest
  @CsvSource({"0102,1", "0102,40", "0105,7", "0103,60"})
  void excusesInsteadOfAnAnswerEnd(String request, int count) throws Exception {
    StormLink storm = new StormLink(RecordedStick.kia(), StormLink.Storm.INSTEAD, request, count);
    Session session = session(storm);
    nothingWrong(session);
    assertTrue(!session.hasValueOf(request) && session.hasValueOf("0101"), "values");
    // Ten times at most for each of the polls and the one look at the pack.
    assertTrue(storm.asked() <= 10 * (POLLS + 1), "asked " + storm.asked() + " times");
    assertTrue(session.seconds() < 200, session.seconds() + " s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0101", "0102", "0105"})
  void anEndlessStormGivesNoWrongValueAndEnds(String request) throws Exception {
    StormLink storm = new StormLink(RecordedStick.kia(), StormLink.Storm.ENDLESS, request, 0);
    Session session = session(storm);
    nothingWrong(session);
    assertTrue(session.seconds() < 400, session.seconds() + " s");
  }

  /** A stick that says the same line for ever, whatever is asked. */
  private static final class Endless implements Link {
    private final byte[] line;
    private long reads;

    Endless(String line) {
      this.line = line.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void open() {}

    @Override
    public int read(byte[] buffer, int timeoutMillis) throws LinkException {
      reads++;
      System.arraycopy(line, 0, buffer, 0, line.length);
      return line.length;
    }

    @Override
    public void write(byte[] bytes) {}

    @Override
    public void close() {}

    @Override
    public String describe() {
      return "endless";
    }
  }

  /** Of control units that answer to everybody, none may hold up the rest without end. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "t7EC8037F2278AAAAAAAA\r", // pending
        "t7EC8103E620101FFF7E7\r", // a first frame again and again
        "t7EC82100000000000000\r", // a frame of a message that never began
        "t7EC80322F19000000000\r", // an answer to something else
        "t5428AAAAAAAAAAAAAAAA\r", // the rest of the bus
        "t7EC8\r", // a frame that is none
      })
  void noFloodHoldsAnExchangeUp(String line) throws Exception {
    for (Ecu ecu : List.of(Ecu.EVERYBODY_11, Ecu.plain(0x7E4, 0x7EC, 11))) {
      Endless endless = new Endless(line);
      SlcanAdapter adapter = new SlcanAdapter(endless);
      adapter.open();
      Adapter.Exchange exchange = adapter.exchange(ecu, HexFormat.of().parseHex("220101"), true);
      assertTrue(endless.reads < 20_000, endless.reads + " reads");
      assertTrue(exchange.messages().size() <= 5_001, exchange.messages().size() + " messages");
    }
  }

  /** The last one counts, so an excuse behind an answer asks for patience again. */
  @Test
  void anAnswerBetweenExcusesIsFound() throws Exception {
    StormLink storm = new StormLink(RecordedStick.kia(), StormLink.Storm.ENDLESS, "0101", 0);
    nothingWrong(session(storm));
    assertTrue(storm.asked() > 0);
  }
}
