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
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Listens to a car that tells its battery's state unasked; nothing is ever sent to it. */
final class ListenDriver implements Driver {

  /** Long enough for every frame that comes at least once a second. */
  private static final double PROOF_SECONDS = 5;

  private static final double MOST_SILENT_SECONDS = 15;
  private static final int REOPEN_TRIES = 12;
  private static final Duration REOPEN_PAUSE = Duration.ofSeconds(1);

  private final SlcanListener listener;
  private final VehicleProfile profile;
  private final DriverContext context;
  private final TimeSource time;
  private final BroadcastReadings broadcasts;
  private volatile boolean closed;
  private boolean connected;
  private Stamp heardAt;

  ListenDriver(SlcanListener listener, VehicleProfile profile, DriverContext context) {
    this.listener = listener;
    this.profile = profile;
    this.context = context;
    this.time = context.time();
    this.broadcasts = new BroadcastReadings(profile, new SessionChecks(profile, context.notes()));
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
    return new VehicleFacts(
        Optional.empty(),
        List.of(),
        Optional.of(profile.id()),
        Optional.of(profile.hash()),
        Optional.of(profile.title()),
        PackFacts.UNKNOWN,
        listener.facts());
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
    for (Reading reading : broadcasts.take(heard.bits(), heard.frame(), heardAt)) {
      sink.accept(reading);
    }
  }

  private void reopen(LinkException lost) throws DriverException, InterruptedException {
    LinkException last = lost;
    for (int tries = 0; tries < REOPEN_TRIES && !closed; tries++) {
      time.sleep(REOPEN_PAUSE);
      try {
        listener.open();
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
  public void close() {
    closed = true;
    listener.close();
  }
}
