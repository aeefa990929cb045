package io.cellwitness.can;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.can.link.LinkException;
import io.cellwitness.can.profile.Decoded;
import io.cellwitness.can.profile.ProfileCatalog;
import io.cellwitness.can.profile.ReadRequest;
import io.cellwitness.can.profile.VehicleProfile;
import io.cellwitness.can.uds.Adapter;
import io.cellwitness.can.uds.Answer;
import io.cellwitness.can.uds.Ecu;
import io.cellwitness.can.uds.UdsClient;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads one car through one adapter. */
final class CanDriver implements Driver {

  private static final double REOPEN_WITHIN_SECONDS = 30;

  /** An adapter that comes back this often and still gets no answer is not worth more. */
  private static final int REOPENS_WITHOUT_ANSWER = 5;

  private static final Duration FIRST_REOPEN_PAUSE = Duration.ofMillis(250);

  /** Short, so that an adapter that comes back is in use again within three seconds. */
  private static final Duration LONGEST_REOPEN_PAUSE = Duration.ofMillis(500);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final int SILENT_CYCLES = 3;

  private final Adapter adapter;
  private final ProfileLoading profiles;
  private final DriverContext context;
  private final TimeSource time;
  private final UdsClient client;
  private final SessionAsker sessions;
  private final SupplyWatch supply = new SupplyWatch();
  private volatile boolean closed;

  /** What the car answered while it was being recognised; gone once its readings are given. */
  private Optional<FirstAnswers> first = Optional.empty();

  private VehicleProfile profile;
  private PollPlan plan;
  private SessionChecks checks;
  private Optional<Stamp> supplyMeasured = Optional.empty();
  private boolean charging;
  private int silences;
  private int reopensWithoutAnswer;
  private Optional<String> identifiedVin = Optional.empty();

  CanDriver(Adapter adapter, ProfileCatalog catalog, DriverContext context) {
    this(adapter, ProfileLoading.done(catalog), context);
  }

  private CanDriver(Adapter adapter, ProfileLoading profiles, DriverContext context) {
    this.adapter = adapter;
    this.profiles = profiles;
    this.context = context;
    this.time = context.time();
    this.client = new UdsClient(adapter, context.requestsPerSecond(), time);
    this.sessions = new SessionAsker(client, time, context.notes());
  }

  /**
   * Makes the driver with the profiles the context names. Where one is asked for by name, it is
   * looked up before anything is opened; else the profiles are read while the adapter starts.
   *
   * @throws DriverException when the wanted profile does not exist, or a profile is wrong and one
   *     was wanted
   */
  static CanDriver with(Adapter adapter, DriverContext context) throws DriverException {
    if (context.profileId().isEmpty()) {
      return new CanDriver(adapter, ProfileLoading.begin(context.profileDirectories()), context);
    }
    ProfileCatalog catalog = ProfileCatalog.load(context.profileDirectories());
    requireAsked(catalog.byId(context.profileId().get()));
    return new CanDriver(adapter, catalog, context);
  }

  private static void requireAsked(VehicleProfile wanted) throws DriverException {
    if (wanted.isPassive()) {
      throw new DriverException(
          Kind.CONFIGURATION,
          "profile "
              + wanted.id()
              + " is of a car that is only listened to, which this adapter cannot do; use an SLCAN"
              + " adapter as slcan:DEVICE");
    }
  }

  @Override
  public VehicleFacts connect() throws DriverException, InterruptedException {
    return connect(Optional.empty());
  }

  @Override
  public VehicleFacts connect(ReadingSink sink) throws DriverException, InterruptedException {
    return connect(Optional.of(sink));
  }

  private VehicleFacts connect(Optional<ReadingSink> sink)
      throws DriverException, InterruptedException {
    try {
      adapter.open();
    } catch (LinkException e) {
      // A wrong profile stays wrong when the adapter is there, so it is told first.
      profiles.await();
      throw e.toDriverException();
    }
    ProfileCatalog catalog = profiles.await();
    try {
      return identify(catalog, sink);
    } catch (LinkException e) {
      throw e.toDriverException();
    }
  }

  private VehicleFacts identify(ProfileCatalog catalog, Optional<ReadingSink> sink)
      throws DriverException, LinkException, InterruptedException {
    FirstAnswers answers = new FirstAnswers(client);
    Identifier identifier = new Identifier(answers, context.notes());
    OptionalDouble volts = adapter.supplyVolts();
    Stamp measured = time.now();
    // One measurement alone never stops anything; the second comes with the first readings, so it
    // does in the shortest check.
    volts.ifPresent(v -> supply.mustStop(v, charging, measured));
    profile = chosen(catalog, identifier);
    answers.forgetFailures();
    plan = new PollPlan(profile.requests());
    checks = new SessionChecks(profile, context.notes());
    first = Optional.of(answers);
    giveFirst(sink);
    Identifier.Vin vin = identifier.vin(Identifier.vinRequests(profile));
    identifiedVin = vin.vin();
    PackFacts pack = pack(answers, sink);
    giveFirst(sink);
    Map<String, String> link = profile.notedIn(adapter.facts());
    volts.ifPresent(v -> link.put("supplyVolts", String.format(Locale.ROOT, "%.1f", v)));
    return new VehicleFacts(
        vin.vin(),
        vin.sources(),
        Optional.of(profile.id()),
        Optional.of(profile.hash()),
        Optional.of(profile.title()),
        pack,
        link);
  }

  private VehicleProfile chosen(ProfileCatalog catalog, Identifier identifier)
      throws DriverException, LinkException, InterruptedException {
    if (context.profileId().isPresent()) {
      VehicleProfile wanted = catalog.byId(context.profileId().get());
      if (!wanted.identification().probes().isEmpty()
          && identifier.profile(List.of(wanted), Optional.empty()).isEmpty()) {
        throw notThisCar(wanted, identifier);
      }
      return wanted;
    }
    // A VIN costs one request to everybody and saves asking control units that are not there.
    Optional<String> hint =
        identifier.hint(
            Identifier.vinRequests(
                catalog.byId(ProfileCatalog.GENERIC).only(Ecu.EVERYBODY_11.bits())));
    Optional<VehicleProfile> found = identifier.profile(catalog.list(), hint);
    if (found.isPresent()) {
      return found.get();
    }
    if (!canAskForLongAnswers() && !identifier.lastTrouble().isEmpty()) {
      // First frames came and nothing behind them: this car answers, and is not the problem.
      throw reducedCopy("this car");
    }
    Optional<Ecu> everybody = identifier.anyObd();
    if (everybody.isEmpty()) {
      throw new DriverException(
          Kind.UNAVAILABLE,
          "the adapter at "
              + adapter.describe()
              + " works but no control unit answers; switch the ignition on or start charging, and"
              + " check the plug"
              + (identifier.lastTrouble().isEmpty() ? "" : " (" + identifier.lastTrouble() + ")"));
    }
    context
        .notes()
        .accept(
            "this car is not known; only what every car must offer is read (charge, voltage,"
                + " declared health), and no capacity can come of it unless the current's direction"
                + " is known");
    return catalog.byId(ProfileCatalog.GENERIC).only(everybody.get().bits());
  }

  private boolean canAskForLongAnswers() {
    return !"no".equals(adapter.facts().get("capability.flowControl"));
  }

  private DriverException reducedCopy(String whatNeedsThem) {
    return new DriverException(
        Kind.UNAVAILABLE,
        "the adapter at "
            + adapter.describe()
            + " cannot ask for long answers (no flow control), which "
            + whatNeedsThem
            + " needs; use an adapter that is not a reduced clone");
  }

  private DriverException notThisCar(VehicleProfile wanted, Identifier identifier) {
    if (!canAskForLongAnswers()) {
      return reducedCopy("profile " + wanted.id());
    }
    return new DriverException(
        Kind.UNAVAILABLE,
        (identifier.anybodyAnswered()
                ? "the car at "
                    + adapter.describe()
                    + " does not answer as profile "
                    + wanted.id()
                    + " says; leave --profile out to have it recognised"
                : "no control unit of profile "
                    + wanted.id()
                    + " answers at "
                    + adapter.describe()
                    + "; switch the ignition on or start charging")
            + (identifier.lastTrouble().isEmpty() ? "" : " (" + identifier.lastTrouble() + ")"));
  }

  /** The variant whose number of cells the car itself shows; none when that is not certain. */
  private PackFacts pack(FirstAnswers answers, Optional<ReadingSink> sink)
      throws DriverException, LinkException, InterruptedException {
    if (profile.packs().isEmpty()) {
      return PackFacts.UNKNOWN;
    }
    Set<Integer> cells = new HashSet<>();
    for (ReadRequest request : profile.requests()) {
      if (!Packs.holdsCells(request)) {
        continue;
      }
      Answer answer = answers.ask(request);
      giveFirst(sink);
      if (!(answer instanceof Answer.Data data)) {
        return Packs.unknown("not all cells could be read", context.notes());
      }
      for (Decoded decoded : request.decode(data.data())) {
        if (decoded.signal().equals(Signals.CELL_VOLTAGE)
            && decoded.value() instanceof Value.Number) {
          cells.add(decoded.index());
        }
      }
    }
    return Packs.of(profile, cells.size(), context.notes());
  }

  @Override
  public boolean poll(ReadingSink sink) throws DriverException, InterruptedException {
    if (plan == null) {
      throw new IllegalStateException("poll before connect");
    }
    if (closed) {
      return false;
    }
    if (first.isPresent()) {
      boolean something = giveFirst(Optional.of(sink));
      first = Optional.empty();
      if (something) {
        return true;
      }
    }
    try {
      watchSupply(sink);
      PollPlan.Entry entry = plan.next(time.now().monotonicNanos());
      Duration wait = plan.untilDue(entry, time.now().monotonicNanos());
      if (wait.compareTo(LONGEST_WAIT) > 0) {
        time.sleep(LONGEST_WAIT);
        return true;
      }
      time.sleep(wait);
      read(entry, sink);
    } catch (LinkException e) {
      reopen(e);
    }
    return !closed;
  }

  /** Gives, once, what the car answered to requests of the plan while it was being recognised. */
  private boolean giveFirst(Optional<ReadingSink> sink)
      throws DriverException, InterruptedException {
    if (sink.isEmpty()) {
      return false;
    }
    List<PollPlan.Entry> fresh =
        plan.entries().stream()
            .filter(entry -> !entry.wasAsked() && answered(entry).isPresent())
            .sorted(Comparator.comparingLong(e -> answered(e).get().at().monotonicNanos()))
            .toList();
    for (PollPlan.Entry entry : fresh) {
      Answer.Data answer = answered(entry).get();
      entry.asked(answer.at().monotonicNanos(), true);
      give(entry.request(), answer, sink.get());
    }
    return !fresh.isEmpty();
  }

  private Optional<Answer.Data> answered(PollPlan.Entry entry) {
    return first.flatMap(answers -> answers.given(entry.request()));
  }

  private void read(PollPlan.Entry entry, ReadingSink sink)
      throws DriverException, LinkException, InterruptedException {
    ReadRequest request = entry.request();
    long askedAt = time.now().monotonicNanos();
    Answer answer = ask(request);
    entry.asked(askedAt, answer instanceof Answer.Data);
    give(request, answer, sink);
    if (silences >= SILENT_CYCLES * plan.size()) {
      throw new DriverException(
          Kind.UNAVAILABLE,
          "the car at "
              + adapter.describe()
              + " stopped answering; it is asleep, switched off or unplugged");
    }
  }

  private void give(ReadRequest request, Answer answer, ReadingSink sink)
      throws DriverException, InterruptedException {
    List<Decoded> decoded;
    Stamp at = time.now();
    if (answer instanceof Answer.Data data) {
      at = data.at();
      decoded = checks.take(request.decode(data.data()), at, source(request, answer));
      silences = 0;
      reopensWithoutAnswer = 0;
    } else {
      decoded = request.absent(new Value.Absent(Quality.MISSING, reason(answer)));
      silences = answer instanceof Answer.Refused ? 0 : silences + 1;
    }
    String source = source(request, answer);
    for (Decoded one : decoded) {
      watchCharging(one);
      sink.accept(new Reading(one.signal(), one.index(), one.value(), at, source));
    }
  }

  /** Of several control units that answer a functional request, the first that says something. */
  private Answer ask(ReadRequest request) throws LinkException, InterruptedException {
    if (request.ecu().responseId().isPresent()) {
      return sessions.ask(request);
    }
    for (Answer.Data data : client.askAll(request.ecu(), request.bytes())) {
      if (request.decode(data.data()).stream().anyMatch(d -> d.value().quality() == Quality.GOOD)) {
        return data;
      }
    }
    return new Answer.Silent();
  }

  private static String reason(Answer answer) {
    if (answer instanceof Answer.Refused refused) {
      return refused.reason();
    }
    return answer instanceof Answer.Damaged damaged ? damaged.reason() : "no answer";
  }

  private static String source(ReadRequest request, Answer answer) {
    int bits = request.ecu().bits();
    if (answer instanceof Answer.Data data) {
      return Ecu.hex(data.responder(), bits) + ":" + request.sendHex();
    }
    return request.key();
  }

  private void watchCharging(Decoded decoded) {
    if (decoded.signal().equals(Signals.CURRENT)) {
      charging = decoded.value() instanceof Value.Number amps && amps.number() > 0.5;
    }
  }

  private void watchSupply(ReadingSink sink)
      throws DriverException, LinkException, InterruptedException {
    Stamp now = time.now();
    if (supplyMeasured.isPresent()
        && now.secondsSince(supplyMeasured.get()) < SupplyWatch.PERIOD.toSeconds()) {
      return;
    }
    supplyMeasured = Optional.of(now);
    OptionalDouble volts = adapter.supplyVolts();
    if (volts.isEmpty()) {
      return;
    }
    sink.accept(
        new Reading(
            Signals.LOW_VOLTAGE, 0, new Value.Number(volts.getAsDouble()), now, "adapter:ATRV"));
    if (supply.mustStop(volts.getAsDouble(), charging, now)) {
      throw new DriverException(
          Kind.PROTECT,
          String.format(
              Locale.ROOT,
              "reading stopped: the 12 V battery is at %.1f V and nothing charges it; start charging"
                  + " or switch the car on, then check again",
              volts.getAsDouble()));
    }
  }

  private void reopen(LinkException lost) throws DriverException, InterruptedException {
    if (++reopensWithoutAnswer > REOPENS_WITHOUT_ANSWER) {
      throw lost.toDriverException();
    }
    LinkException last = lost;
    Duration pause = FIRST_REOPEN_PAUSE;
    Stamp begun = time.now();
    while (!closed && time.now().secondsSince(begun) < REOPEN_WITHIN_SECONDS) {
      time.sleep(pause);
      try {
        adapter.open();
        requireSameCar();
        context.notes().accept("the adapter at " + adapter.describe() + " is attached again");
        return;
      } catch (LinkException e) {
        last = e;
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_REOPEN_PAUSE) > 0 ? LONGEST_REOPEN_PAUSE : pause;
      }
    }
    if (!closed) {
      throw last.toDriverException();
    }
  }

  /**
   * The adapter may have come back in another car, whose readings must not be taken for this one's.
   */
  private void requireSameCar() throws DriverException, LinkException, InterruptedException {
    Identifier identifier = new Identifier(new FirstAnswers(client), context.notes());
    boolean proved =
        profile.identification().probes().isEmpty()
            || identifier.profile(List.of(profile), Optional.empty()).isPresent();
    Optional<String> vin =
        proved && identifiedVin.isPresent()
            ? identifier.vin(Identifier.vinRequests(profile)).vin()
            : identifiedVin;
    if (!proved || vin.isEmpty() != identifiedVin.isEmpty()) {
      // Nobody answers yet: the next try may find the car awake.
      throw new LinkException(
          Kind.UNAVAILABLE,
          "the adapter at "
              + adapter.describe()
              + " is back, but the car could not be proved to be the same; begin a new check",
          null);
    }
    if (!vin.equals(identifiedVin)) {
      throw new DriverException(
          Kind.UNAVAILABLE,
          "the adapter at "
              + adapter.describe()
              + " is back in another car, whose readings must not be mixed with these; begin a new"
              + " check");
    }
  }

  @Override
  public Map<String, String> learnt() {
    return checks == null ? Map.of() : checks.learnt();
  }

  @Override
  public void close() {
    closed = true;
    adapter.close();
  }
}
