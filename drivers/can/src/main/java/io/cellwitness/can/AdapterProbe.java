package io.cellwitness.can;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.can.link.LinkException;
import io.cellwitness.can.profile.ProfileCatalog;
import io.cellwitness.can.profile.VehicleProfile;
import io.cellwitness.can.uds.Adapter;
import io.cellwitness.can.uds.Ecu;
import io.cellwitness.can.uds.UdsClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Looks at an adapter and the car behind it, and says of each thing a check needs whether it is
 * there. It only reads, as a check does.
 */
public final class AdapterProbe implements AutoCloseable {

  /** What a feature is for, where its lack is worth a word. */
  private static final Map<String, String> LACKS =
      Map.of(
          "capability.receiveFilter", "answers of other control units disturb",
          "capability.29bit", "cars with 29-bit identifiers (Volkswagen, Renault) cannot be read",
          "capability.29bitFilter", "answers of other control units may disturb on 29-bit cars",
          "capability.extendedAddressing", "BMW cars cannot be read");

  private final Adapter adapter;
  private final DriverContext context;
  private final Consumer<ProbeLine> lines;

  private AdapterProbe(Adapter adapter, DriverContext context, Consumer<ProbeLine> lines) {
    this.adapter = adapter;
    this.context = context;
    this.lines = lines;
  }

  /**
   * Makes the probe of an adapter; does not open it.
   *
   * @param address of the adapter
   * @param context clock, profiles, rate
   * @param lines takes each finding as soon as it is there
   * @return the probe
   * @throws DriverException of kind USAGE when the address cannot be right
   */
  public static AdapterProbe of(
      SourceAddress address, DriverContext context, Consumer<ProbeLine> lines)
      throws DriverException {
    return new AdapterProbe(
        CanSources.adapter(address, link -> link, context.time()), context, lines);
  }

  /**
   * Looks.
   *
   * @return whether an adapter answered at all
   * @throws DriverException when a vehicle profile is wrong
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  public boolean run() throws DriverException, InterruptedException {
    ProfileCatalog catalog = ProfileCatalog.load(context.profileDirectories());
    try {
      adapter.open();
    } catch (LinkException e) {
      lines.accept(ProbeLine.fail("adapter", e.getMessage()));
      return false;
    }
    try {
      lookAtAdapter();
      lookAtCar(catalog);
    } catch (LinkException e) {
      lines.accept(ProbeLine.fail("link", e.getMessage()));
    }
    return true;
  }

  private void lookAtAdapter() throws LinkException {
    Map<String, String> features = adapter.tryFeatures();
    Map<String, String> facts = adapter.facts();
    String name = facts.get("adapter") + ", firmware " + facts.get("firmware");
    Optional<String> copy = Optional.ofNullable(facts.get("copy"));
    lines.accept(
        copy.isEmpty()
            ? ProbeLine.ok("adapter", name)
            : ProbeLine.warn(
                "adapter",
                name + ": a copy (" + copy.get() + ")",
                "what it cannot do stands below; an OBDLink or a genuine ELM327 is safer"));
    features.forEach(this::feature);
    supply(adapter.supplyVolts());
  }

  private void feature(String key, String answer) {
    String item = "feature " + key.substring(key.indexOf('.') + 1);
    if (answer.equals("yes")) {
      lines.accept(ProbeLine.ok(item, "yes"));
    } else if (key.equals("capability.flowControl")) {
      lines.accept(
          ProbeLine.fail(
              item,
              "no: only the first frame of a long answer comes, and batteries give long answers",
              "use another adapter; this one is refused for such cars"));
    } else if (LACKS.containsKey(key)) {
      lines.accept(ProbeLine.warn(item, "no: " + LACKS.get(key), "use another adapter for those"));
    } else {
      lines.accept(ProbeLine.ok(item, "no, and not needed"));
    }
  }

  private void supply(OptionalDouble volts) {
    if (volts.isEmpty()) {
      lines.accept(
          ProbeLine.warn(
              "12 V",
              "this adapter does not measure it",
              "keep a charger at the 12 V battery on long sessions"));
      return;
    }
    String text = String.format(Locale.ROOT, "%.1f V", volts.getAsDouble());
    String remedy = "start charging or switch the car on; a check stops to protect the battery";
    if (volts.getAsDouble() < SupplyWatch.LOW_VOLTS) {
      lines.accept(ProbeLine.fail("12 V", text + ": low", remedy));
    } else if (volts.getAsDouble() < SupplyWatch.RESTING_VOLTS) {
      lines.accept(ProbeLine.warn("12 V", text + ": nothing charges it", remedy));
    } else {
      lines.accept(ProbeLine.ok("12 V", text));
    }
  }

  private void lookAtCar(ProfileCatalog catalog)
      throws DriverException, LinkException, InterruptedException {
    UdsClient client = new UdsClient(adapter, context.requestsPerSecond(), context.time());
    // The notes of an identification are among the lines here.
    Identifier identifier = new Identifier(new FirstAnswers(client), note -> {});
    List<String> units = new ArrayList<>(identifier.responders(Ecu.EVERYBODY_11));
    units.addAll(identifier.responders(Ecu.EVERYBODY_29));
    List<VehicleProfile> candidates =
        context.profileId().isPresent()
            ? List.of(catalog.byId(context.profileId().get()))
            : catalog.list();
    Optional<VehicleProfile> profile = identifier.profile(candidates, Optional.empty());
    if (!identifier.anybodyAnswered()) {
      lines.accept(
          ProbeLine.fail(
              "control units",
              "none answers",
              "switch the ignition on or start charging, and check the plug"));
      return;
    }
    lines.accept(
        units.isEmpty()
            ? ProbeLine.warn(
                "control units",
                "none answers to everybody, some do when asked directly",
                "nothing to do: a gateway in front of them is usual")
            : ProbeLine.ok("control units", "answering: " + String.join(", ", units)));
    profile(catalog, profile, identifier);
    vin(
        identifier.vin(
            Identifier.vinRequests(profile.orElse(catalog.byId(ProfileCatalog.GENERIC)))));
  }

  private void profile(
      ProfileCatalog catalog, Optional<VehicleProfile> found, Identifier identifier) {
    if (found.isPresent()) {
      lines.accept(
          ProbeLine.ok(
              "vehicle profile",
              found.get().id() + " (" + found.get().title() + "), proved by the battery's answer"));
    } else if (!identifier.lastTrouble().isEmpty()) {
      lines.accept(
          ProbeLine.fail(
              "vehicle profile",
              "none proved: answers arrive damaged (" + identifier.lastTrouble() + ")",
              "use another adapter, or check the plug"));
    } else {
      lines.accept(
          ProbeLine.warn(
              "vehicle profile",
              "none of " + catalog.list().size() + " fits this car",
              "only what every car offers can be read; see 'cellwitness vehicles list'"));
    }
  }

  private void vin(Identifier.Vin vin) {
    String sources = String.join(" and ", vin.sources());
    if (vin.vin().isEmpty()) {
      lines.accept(
          vin.sources().isEmpty()
              ? ProbeLine.warn("VIN", "the car does not tell it", "note it from the windscreen")
              : ProbeLine.fail(
                  "VIN",
                  "the sources " + sources + " contradict each other",
                  "a control unit was replaced or belongs to another car; compare with the papers"));
    } else if (vin.sources().size() < 2) {
      lines.accept(
          ProbeLine.warn(
              "VIN",
              "read from one source only (" + sources + "); it is not shown",
              "compare it with the papers"));
    } else {
      lines.accept(ProbeLine.ok("VIN", sources + " agree; it is not shown"));
    }
  }

  @Override
  public void close() {
    adapter.close();
  }
}
