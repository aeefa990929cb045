package io.cellwitness.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
import io.cellwitness.can.elm.ElmAdapter;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.TcpLink;
import io.cellwitness.can.profile.ProfileCatalog;
import io.cellwitness.can.slcan.RecordedStick;
import io.cellwitness.can.slcan.SlcanAdapter;
import io.cellwitness.can.slcan.SlcanListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The faults of {@link SessionFaultTest} on real sockets and the real clock, at a bounded number of
 * offsets: what buffers, threads and the network do differently from an adapter in memory.
 */
@Timeout(180)
class SocketFaultTest {

  /** How the adapter is spoken to. */
  private enum Language {
    ELM327,
    SLCAN,
    LISTEN
  }

  private static final int POLLS = 8;
  private static final int OFFSETS = 10;
  private static final int SESSIONS_AT_ONCE = 24;
  private static final double LONGEST_SESSION_SECONDS = 60;
  private static final double LONGEST_REATTACH_SECONDS = 3;
  private static final String ATTACHED = "is attached again";

  private static final Truth TRUTH = new Truth();
  private static ProfileCatalog catalog;
  private static ExecutorService pool;

  /**
   * A session that ended.
   *
   * @param connectedAt bytes the adapter had said when the car was identified
   * @param bytes those it had said at the end
   * @param reattachSeconds from the port being there again to the adapter being in use again
   * @param readAgain readings with a value after that
   */
  private record Ended(
      long connectedAt,
      long bytes,
      Set<String> wrong,
      Optional<Double> reattachSeconds,
      int readAgain) {}

  @BeforeAll
  static void undisturbed() throws Exception {
    catalog = ProfileCatalog.load(List.of());
    pool = Executors.newFixedThreadPool(SESSIONS_AT_ONCE);
    for (Language language : Language.values()) {
      session(language, FaultyLink.Fault.DROP, Long.MAX_VALUE, 0, true);
    }
    assertTrue(TRUTH.size() > 100, "signals: " + TRUTH.size());
  }

  @AfterAll
  static void end() {
    pool.shutdownNow();
  }

  private static Link car(Language language) throws IOException {
    return switch (language) {
      case ELM327 -> {
        FakeElm elm = RecordedCar.kia();
        elm.chunk = 400;
        yield elm;
      }
      case SLCAN -> RecordedStick.kia();
      case LISTEN -> RecordedStick.tesla();
    };
  }

  private static Driver driver(Language language, Link link, List<String> notes, long[] attached)
      throws DriverException {
    String profile = language == Language.LISTEN ? "tesla-model-3-y" : "hyundai-kia-400v";
    DriverContext context =
        new DriverContext(
            new RealTime(),
            Optional.of(profile),
            List.of(),
            note -> {
              notes.add(note);
              attached[0] = note.contains(ATTACHED) ? System.nanoTime() : attached[0];
            });
    return switch (language) {
      case ELM327 -> new CanDriver(new ElmAdapter(link, context.time()), catalog, context);
      case SLCAN -> new CanDriver(new SlcanAdapter(link), catalog, context);
      case LISTEN -> new ListenDriver(new SlcanListener(link), catalog.byId(profile), context);
    };
  }

  private static Ended session(
      Language language, FaultyLink.Fault fault, long at, long awayMillis, boolean learn)
      throws Exception {
    String foreign =
        language == Language.ELM327 ? "7EB2101020304050607\r" : "t7EB82101020304050607\r";
    FaultyLink faulty = new FaultyLink(car(language), fault, at, foreign);
    List<String> notes = new ArrayList<>();
    Set<String> wrong = new TreeSet<>();
    long[] attached = new long[1];
    AtomicLong again = new AtomicLong();
    long connectedAt = -1;
    long begun = System.nanoTime();
    try (LoopbackWire wire = new LoopbackWire(faulty, awayMillis);
        Driver driver = driver(language, new TcpLink(wire.host(), wire.port()), notes, attached)) {
      driver.connect();
      connectedAt = faulty.seen();
      for (int polls = 0; polls < POLLS || attached[0] > 0 && again.get() == 0; polls++) {
        driver.poll(
            reading -> {
              if (learn) {
                TRUTH.learn(reading);
              } else if (TRUTH.isWrong(reading)) {
                wrong.add(reading.signal().name() + reading.index() + " " + reading.value());
              }
              again.addAndGet(attached[0] > 0 && hasValue(reading) ? 1 : 0);
            });
      }
      return ended(wire, faulty, connectedAt, wrong, attached[0], again.intValue());
    } catch (DriverException e) {
      // Refusing is right too, as long as it is said.
      assertTrue(!e.getMessage().isBlank() && !e.getMessage().contains(RecordedCar.VIN));
      return new Ended(connectedAt, faulty.seen(), wrong, Optional.empty(), 0);
    } finally {
      double seconds = (System.nanoTime() - begun) / 1e9;
      assertTrue(seconds < LONGEST_SESSION_SECONDS, language + " " + fault + ": " + seconds + " s");
    }
  }

  private static boolean hasValue(Reading reading) {
    return reading.value().quality() == io.cellwitness.api.Quality.GOOD;
  }

  private static Ended ended(
      LoopbackWire wire,
      FaultyLink faulty,
      long connectedAt,
      Set<String> wrong,
      long attachedNanos,
      int readAgain) {
    Optional<Double> reattach =
        attachedNanos == 0
            ? Optional.empty()
            : Optional.of((attachedNanos - wire.backNanos()) / 1e9);
    return new Ended(connectedAt, faulty.seen(), wrong, reattach, readAgain);
  }

  private static <T> List<T> all(List<Callable<T>> jobs) throws Exception {
    List<T> results = new ArrayList<>();
    for (Future<T> future : pool.invokeAll(jobs, 150, TimeUnit.SECONDS)) {
      results.add(future.get());
    }
    return results;
  }

  @Test
  void oneFaultAnywhereNeverGivesAWrongValue() throws Exception {
    List<Callable<Ended>> jobs = new ArrayList<>();
    for (Language language : List.of(Language.ELM327, Language.SLCAN)) {
      long bytes = session(language, FaultyLink.Fault.DROP, Long.MAX_VALUE, 0, false).bytes();
      for (FaultyLink.Fault fault : FaultyLink.Fault.values()) {
        for (int i = 0; i < OFFSETS; i++) {
          long at = bytes * (2 * i + 1) / (2 * OFFSETS);
          jobs.add(() -> session(language, fault, at, 100, false));
        }
      }
    }
    long begun = System.nanoTime();
    List<Ended> ended = all(jobs);
    List<String> wrong = ended.stream().flatMap(e -> e.wrong().stream()).toList();
    assertEquals(List.of(), wrong);
    long connected = ended.stream().filter(e -> e.connectedAt() > 0).count();
    assertTrue(connected > ended.size() / 2, connected + " of " + ended.size() + " connected");
    System.out.printf(
        Locale.ROOT,
        "faults on sockets: %d sessions, %d came to be connected, no wrong value; %.0f s%n",
        ended.size(),
        connected,
        (System.nanoTime() - begun) / 1e9);
  }

  /** Pulled at different places of a session, for different times, in each way of speaking. */
  @Test
  void anAdapterThatComesBackIsInUseWithinThreeSeconds() throws Exception {
    List<Callable<Ended>> jobs = new ArrayList<>();
    for (Language language : Language.values()) {
      Ended whole = session(language, FaultyLink.Fault.DROP, Long.MAX_VALUE, 0, false);
      for (long awayMillis : new long[] {0, 700, 1_300, 3_100}) {
        for (int i = 1; i <= 2; i++) {
          long at = whole.connectedAt() + (whole.bytes() - whole.connectedAt()) * i / 3;
          jobs.add(() -> session(language, FaultyLink.Fault.HANG_UP, at, awayMillis, false));
        }
      }
    }
    List<Double> seconds = new ArrayList<>();
    for (Ended ended : all(jobs)) {
      assertEquals(Set.of(), ended.wrong());
      assertTrue(ended.reattachSeconds().isPresent(), "it was not attached again: " + ended);
      assertTrue(ended.readAgain() > 0, "nothing was read afterwards: " + ended);
      seconds.add(ended.reattachSeconds().get());
    }
    System.out.printf(
        Locale.ROOT,
        "re-attached on sockets: %d times, within %.2f to %.2f s%n",
        seconds.size(),
        Collections.min(seconds),
        Collections.max(seconds));
    assertTrue(Collections.max(seconds) <= LONGEST_REATTACH_SECONDS, seconds.toString());
  }
}
