package io.cellwitness.can;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Reading;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.can.link.LinkException;
import io.cellwitness.can.profile.VehicleProfile;
import io.cellwitness.can.slcan.SlcanListener;
import io.cellwitness.can.slcan.SlcanListener.Heard;
import io.cellwitness.can.slcan.SlcanListener.Losses;
import io.cellwitness.can.slcan.StickClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Listens to a car that tells its battery's state unasked; nothing is ever sent to it. */
final class ListenDriver implements Driver {

  /** Long enough for every frame that comes at least once a second. */
  private static final double PROOF_SECONDS = 5;

  private static final double MOST_SILENT_SECONDS = 15;
  private static final double STATUS_SECONDS = 10;
  private static final double REOPEN_WITHIN_SECONDS = 30;
  private static final Duration REOPEN_PAUSE = Duration.ofMillis(500);

  private final SlcanListener listener;
  private final VehicleProfile profile;
  private final DriverContext context;
  private final TimeSource time;
  private final SessionChecks checks;
  private final BroadcastReadings broadcasts;
  private final Map<String, Long> nextTold = new HashMap<>();
  private StickClock clock = new StickClock();
  private Stamp statusAskedAt;
  private volatile boolean closed;
  private boolean connected;
  private Stamp heardAt;

  ListenDriver(SlcanListener listener, VehicleProfile profile, DriverContext context) {
    this.listener = listener;
    this.profile = profile;
    this.context = context;
    this.time = context.time();
    this.checks = new SessionChecks(profile, context.notes());
    this.broadcasts = new BroadcastReadings(profile, checks);
  }

  @Override
  public VehicleFacts connect() throws DriverException {
    try {
      listener.open();
      prove();
    } catch (LinkException e) {
      throw e.toDriverException();
    }
    connected = true;
    statusAskedAt = time.now();
    Map<String, String> link = profile.notedIn(listener.facts());
    return new VehicleFacts(
        Optional.empty(),
        List.of(),
        Optional.of(profile.id()),
        Optional.of(profile.hash()),
        Optional.of(profile.title()),
        PackFacts.UNKNOWN,
        link);
  }

  /** Waits for a frame the profile proves the bus by. */
  private void prove() throws DriverException, LinkException {
    Stamp begun = time.now();
    boolean anything = false;
    while (!closed && time.now().secondsSince(begun) < PROOF_SECONDS) {
      for (Heard heard : listener.receive()) {
        anything = true;
        if (proves(heard)) {
          heardAt = time.now();
          return;
        }
      }
    }
    throw new DriverException(
        Kind.UNAVAILABLE,
        anything
            ? "the bus at "
                + listener.describe()
                + " does not carry what profile "
                + profile.id()
                + " says; it may be another bus of the car, or another car"
            : "nothing is heard at "
                + listener.describe()
                + "; switch the car on, and check the plug and that the bus runs at 500 kbit/s");
  }

  private boolean proves(Heard heard) {
    return profile.identification().heard().isEmpty()
        ? broadcasts.knows(heard.bits(), heard.frame().id())
        : BroadcastReadings.proves(profile, heard.bits(), heard.frame());
  }

  @Override
  public boolean poll(ReadingSink sink) throws DriverException, InterruptedException {
    if (!connected) {
      throw new IllegalStateException("poll before connect");
    }
    if (closed) {
      return false;
    }
    try {
      for (Heard heard : listener.receive()) {
        take(heard, sink);
      }
      watchLosses();
    } catch (LinkException e) {
      reopen(e);
    }
    if (time.now().secondsSince(heardAt) > MOST_SILENT_SECONDS) {
      throw new DriverException(
          Kind.UNAVAILABLE,
          "the car at " + listener.describe() + " fell silent; it is asleep or unplugged");
    }
    return !closed;
  }

  private void take(Heard heard, ReadingSink sink) throws DriverException, InterruptedException {
    if (!broadcasts.knows(heard.bits(), heard.frame().id())) {
      return;
    }
    heardAt = time.now();
    Stamp cameAt = cameAt(heard);
    for (Reading reading : broadcasts.take(heard.bits(), heard.frame(), cameAt)) {
      sink.accept(reading);
    }
  }

  /** By the adapter's own clock where it tells it: frames wait in buffers on the way. */
  private Stamp cameAt(Heard heard) {
    if (heard.stampMillis().isEmpty()) {
      return heardAt;
    }
    long nanos = clock.nanos(heard.stampMillis().getAsInt(), heardAt.monotonicNanos());
    return new Stamp(
        heardAt.wall().minusNanos(heardAt.monotonicNanos() - nanos),
        nanos,
        heardAt.bootId(),
        heardAt.clockSynced());
  }

  private void watchLosses() throws LinkException {
    Stamp now = time.now();
    if (now.secondsSince(statusAskedAt) >= STATUS_SECONDS) {
      statusAskedAt = now;
      listener.askStatus();
    }
    Losses losses = listener.losses();
    tell(losses.damagedLines(), "lines came damaged over the link to the adapter");
    tell(losses.lostFrames(), "times the adapter said that it had lost frames");
    tell(losses.busTrouble(), "times the adapter said that the bus is disturbed");
  }

  /** At 1, 10, 100, …: once is worth knowing, a flood is not worth a flood of notes. */
  private void tell(long count, String what) {
    if (count >= nextTold.getOrDefault(what, 1L)) {
      nextTold.put(what, 10 * count);
      context.notes().accept(count + " " + what + "; what is shown did arrive whole");
    }
  }

  private void reopen(LinkException lost) throws DriverException, InterruptedException {
    LinkException last = lost;
    Stamp begun = time.now();
    while (!closed && time.now().secondsSince(begun) < REOPEN_WITHIN_SECONDS) {
      time.sleep(REOPEN_PAUSE);
      try {
        listener.open();
        clock = new StickClock();
        prove();
        context.notes().accept("the adapter at " + listener.describe() + " is attached again");
        return;
      } catch (LinkException e) {
        last = e;
      }
    }
    if (!closed) {
      throw last.toDriverException();
    }
  }

  @Override
  public Map<String, String> learnt() {
    return checks.learnt();
  }

  @Override
  public void close() {
    closed = true;
    listener.close();
  }
}
