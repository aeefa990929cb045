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
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.can.link.LinkException;
import io.cellwitness.can.profile.Broadcast;
import io.cellwitness.can.profile.Decoded;
import io.cellwitness.can.profile.FrameLayout;
import io.cellwitness.can.profile.VehicleProfile;
import io.cellwitness.can.slcan.SlcanListener;
import io.cellwitness.can.slcan.SlcanListener.Heard;
import io.cellwitness.can.uds.Ecu;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
  private final RelationWatch relations;
  private final Map<Integer, Broadcast> broadcasts = new HashMap<>();
  private final Map<FrameLayout, Stamp> passedOn = new IdentityHashMap<>();
  private volatile boolean closed;
  private boolean connected;
  private Stamp heardAt;

  ListenDriver(SlcanListener listener, VehicleProfile profile, DriverContext context) {
    this.listener = listener;
    this.profile = profile;
    this.context = context;
    this.time = context.time();
    this.relations = new RelationWatch(profile.relations(), context.notes());
    profile.broadcasts().forEach(b -> broadcasts.put(key(b.bits(), b.id()), b));
  }

  /** An identifier of 11 bits is not the one of 29 bits with the same number. */
  private static int key(int bits, int id) {
    return bits == 29 ? id | 0x80000000 : id;
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
    if (profile.identification().heard().isEmpty()) {
      return broadcasts.containsKey(key(heard.bits(), heard.frame().id()));
    }
    for (VehicleProfile.Heard proof : profile.identification().heard()) {
      Broadcast broadcast = proof.broadcast();
      if (broadcast.id() == heard.frame().id() && broadcast.bits() == heard.bits()) {
        List<Decoded> decoded = broadcast.decode(heard.frame().data());
        return proof.ranges().entrySet().stream()
            .allMatch(range -> within(decoded, range.getKey(), range.getValue()));
      }
    }
    return false;
  }

  private static boolean within(List<Decoded> decoded, String signal, double[] range) {
    return decoded.stream()
        .anyMatch(
            d ->
                d.signal().name().equals(signal)
                    && d.value() instanceof Value.Number n
                    && n.number() >= range[0]
                    && n.number() <= range[1]);
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
    Broadcast broadcast = broadcasts.get(key(heard.bits(), heard.frame().id()));
    if (broadcast == null) {
      return;
    }
    Stamp now = time.now();
    heardAt = now;
    String source = Ecu.hex(heard.frame().id(), heard.bits());
    for (FrameLayout layout : broadcast.layoutsOf(heard.frame().data())) {
      Stamp before = passedOn.get(layout);
      double period = layout.polling().period().toMillis() / 1000.0;
      if (before == null || now.secondsSince(before) >= period) {
        passedOn.put(layout, now);
        List<Decoded> decoded = layout.decode(heard.frame().data());
        relations.observe(decoded);
        for (Decoded one : decoded) {
          sink.accept(new Reading(one.signal(), one.index(), one.value(), now, source));
        }
      }
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
