package io.cellwitness.can.profile;

import io.cellwitness.api.CellFacts;
import io.cellwitness.api.CellFacts.ReferenceCharge;
import io.cellwitness.api.CellFacts.RestVoltage;
import io.cellwitness.api.Chemistry;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Sourced;
import io.cellwitness.can.guard.DiagnosticIds;
import io.cellwitness.can.guard.Services;
import io.cellwitness.can.uds.Ecu;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a profile file (format 1, {@code config/schemas/vehicle-profile-1.schema.json}) and
 * compiles it. Reports everything that is wrong at once; a request that does more than read is
 * wrong.
 */
public final class ProfileReader {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final int LONGEST_REASON = 160;

  /** What the id of a profile must be, to go on "must be …". */
  public static final String ID_RULE =
      "2 to 61 lower-case letters, digits, dots and hyphens, the first one a letter or digit";

  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Ecu> ecus = new LinkedHashMap<>();
  private final Map<String, ReadRequest> requests = new LinkedHashMap<>();
  private final Map<String, Broadcast> broadcasts = new LinkedHashMap<>();

  private ProfileReader() {}

  /**
   * Reads a profile.
   *
   * @param file its name, for messages
   * @param bytes its content
   * @return the compiled profile
   * @throws ProfileException with every problem found
   */
  public static VehicleProfile read(String file, byte[] bytes) throws ProfileException {
    return new ProfileReader().compile(file, bytes);
  }

  /**
   * Whether a text can be the id of a profile.
   *
   * @param id any text
   * @return whether it follows {@link #ID_RULE}
   */
  public static boolean isId(String id) {
    return id.matches("[a-z0-9][a-z0-9.-]{1,60}");
  }

  private static Problem notJson(JacksonException e) {
    int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    String why = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    // The library adds where its own marker was, with the name of its source.
    String own = why.replaceAll(" ?\\((?:start marker at|for .* starting at).*", "");
    String plain = own.replaceAll("\\p{Cntrl}", " ").strip();
    return new Problem(
        "", line, "is not JSON: " + plain.substring(0, Math.min(plain.length(), LONGEST_REASON)));
  }

  private VehicleProfile compile(String file, byte[] bytes) throws ProfileException {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      throw new ProfileException(file, List.of(notJson(e)));
    }
    JsonPart root = new JsonPart(tree, "", problems);
    root.text("$schema");
    if (root.integer("format", 1, 1).isEmpty()) {
      root.problem("format", "must be 1");
    }
    String id = root.textOr("id", "?");
    if (!isId(id)) {
      root.problem("id", "must be " + ID_RULE);
    }
    String title = root.textOr("title", "?");
    root.part("sources").ifPresent(JsonPart::keys);
    List<VehicleProfile.Model> models = root.parts("models").stream().map(this::model).toList();
    root.requiredPart("ecus").ifPresent(this::readEcus);
    root.parts("requests").forEach(this::readRequest);
    broadcasts.putAll(BroadcastReader.read(root.parts("broadcasts")));
    Optional<VehicleProfile.Identification> identification =
        root.requiredPart("identification").map(this::identification);
    List<PackVariant> packs = root.parts("packs").stream().map(this::pack).toList();
    List<Relation> relations = new ArrayList<>();
    root.parts("relations").forEach(part -> relation(part).ifPresent(relations::add));
    boolean unverified = root.flag("unverified");
    if (requests.isEmpty() && broadcasts.isEmpty()) {
      root.problem("requests", "must hold at least one request, or broadcasts one frame");
    }
    root.done();
    if (!problems.isEmpty()) {
      JsonLines lines = JsonLines.of(MAPPER, bytes);
      throw new ProfileException(
          file, problems.stream().map(p -> p.withLine(lines.line(p.pointer()))).toList());
    }
    return new VehicleProfile(
        id,
        title,
        models,
        identification.orElseThrow(),
        packs,
        List.copyOf(requests.values()),
        List.of(),
        List.copyOf(broadcasts.values()),
        relations,
        unverified,
        sha256(bytes));
  }

  private VehicleProfile.Model model(JsonPart part) {
    long[] years = part.integers("years");
    if (years.length < 1 || years.length > 2) {
      part.problem("years", "must be [first] or [first, last]");
      years = new long[] {0};
    }
    VehicleProfile.Model model =
        new VehicleProfile.Model(
            part.textOr("make", "?"),
            part.textOr("model", "?"),
            part.texts("aliases"),
            (int) years[0],
            years.length == 2 ? (int) years[1] : 9_999);
    part.done();
    return model;
  }

  private void readEcus(JsonPart part) {
    for (String name : part.keys()) {
      part.requiredPart(name).ifPresent(ecu -> ecus.put(name, ecu(ecu)));
    }
  }

  private Ecu ecu(JsonPart part) {
    String request = part.textOr("request", "7DF");
    Optional<String> response = part.text("response");
    boolean fits =
        request.matches("[0-9A-F]{3}|[0-9A-F]{8}")
            && response
                .map(r -> r.matches("[0-9A-F]+") && r.length() == request.length())
                .orElse(true);
    if (!fits) {
      part.problem("request", "and response must both be 3 or both be 8 hex digits");
    }
    Optional<String> address = part.text("extendedAddress");
    if (address.isPresent() && !address.get().matches("[0-9A-F]{2}")) {
      part.problem("extendedAddress", "must be 2 hex digits");
    }
    int blockSize = part.integer("blockSize", 0, 255).orElse(0);
    part.done();
    if (!problems.isEmpty()) {
      return Ecu.EVERYBODY_11;
    }
    int bits = request.length() == 3 ? 11 : 29;
    if (!DiagnosticIds.mayBeAsked(Integer.parseUnsignedInt(request, 16), bits)) {
      part.problem("request", "is no identifier of diagnostics, so nothing is ever sent to it");
    }
    return new Ecu(
        Integer.parseUnsignedInt(request, 16),
        response
            .map(r -> OptionalInt.of(Integer.parseUnsignedInt(r, 16)))
            .orElse(OptionalInt.empty()),
        request.length() == 3 ? 11 : 29,
        address.map(a -> OptionalInt.of(Integer.parseInt(a, 16))).orElse(OptionalInt.empty()),
        blockSize);
  }

  private void readRequest(JsonPart part) {
    String name = part.textOr("ecu", "?");
    Ecu ecu = ecus.get(name);
    if (ecu == null) {
      part.problem("ecu", "'" + name + "' is not one of ecus");
    }
    String send = part.textOr("send", "?").toUpperCase(Locale.ROOT);
    boolean hex = send.matches("([0-9A-F]{2}){1,7}");
    if (!hex || !Services.reads(HexFormat.of().parseHex(send))) {
      part.problem("send", "'" + send + "' is not a request that only reads");
    }
    Polling polling = Polling.read(part);
    boolean extended = extendedSession(part);
    int repeat = part.integer("repeat", 1, 500).orElse(1);
    Set<Integer> lengths = new LinkedHashSet<>();
    for (long length : part.integers("dataBytes")) {
      lengths.add((int) length);
    }
    List<SignalPlace> signals = new ArrayList<>();
    part.parts("signals").forEach(signal -> signals.addAll(SignalReader.read(signal)));
    part.done();
    if (ecu == null || !hex) {
      return;
    }
    for (int i = 0; i < repeat; i++) {
      int step = i * Math.max(1, signals.size());
      List<SignalPlace> shifted = signals.stream().map(s -> s.withIndexMoved(step)).toList();
      add(
          name,
          new ReadRequest(
              ecu, next(send, i), polling, extended, List.of(new AnswerLayout(lengths, shifted))));
    }
  }

  /** The request {@code by} identifiers further on. */
  private static String next(String send, int by) {
    long value = Long.parseLong(send, 16) + by;
    String hex = Long.toHexString(value).toUpperCase(Locale.ROOT);
    return "0".repeat(send.length() - hex.length()) + hex;
  }

  private static boolean extendedSession(JsonPart part) {
    String session = part.text("session").orElse("default");
    if (!session.equals("default") && !session.equals("extended")) {
      part.problem("session", "must be default or extended");
    }
    return session.equals("extended");
  }

  /** The same request again is one more layout of its answer. */
  private void add(String name, ReadRequest request) {
    requests.merge(
        name + ":" + request.sendHex(),
        request,
        (before, now) -> {
          List<AnswerLayout> layouts = new ArrayList<>(before.layouts());
          layouts.addAll(now.layouts());
          return new ReadRequest(
              now.ecu(),
              now.sendHex(),
              now.polling(),
              before.extendedSession() || now.extendedSession(),
              layouts);
        });
  }

  private VehicleProfile.Identification identification(JsonPart part) {
    Optional<Pattern> vin = Optional.empty();
    try {
      vin = part.text("vinPattern").map(Pattern::compile);
    } catch (PatternSyntaxException e) {
      part.problem("vinPattern", "is not a regular expression");
    }
    List<VehicleProfile.Probe> probes = new ArrayList<>();
    for (JsonPart probe : part.parts("probes")) {
      String key = probe.textOr("request", "?");
      ReadRequest request = requests.get(key);
      if (request == null) {
        probe.problem("request", "'" + key + "' is not one of requests, written ecu:send");
      }
      Map<String, double[]> ranges = ranges(probe);
      probe.done();
      if (request != null) {
        probes.add(new VehicleProfile.Probe(request, ranges));
      }
    }
    List<VehicleProfile.Heard> heard = new ArrayList<>();
    for (JsonPart frame : part.parts("heard")) {
      String id = frame.textOr("id", "?");
      Broadcast broadcast = broadcasts.get(id);
      if (broadcast == null) {
        frame.problem("id", "'" + id + "' is not one of broadcasts");
      }
      Map<String, double[]> ranges = ranges(frame);
      frame.done();
      if (broadcast != null) {
        heard.add(new VehicleProfile.Heard(broadcast, ranges));
      }
    }
    part.done();
    return new VehicleProfile.Identification(vin, probes, heard);
  }

  private static Map<String, double[]> ranges(JsonPart part) {
    Map<String, double[]> ranges = new LinkedHashMap<>();
    part.part("ranges")
        .ifPresent(p -> p.keys().forEach(s -> p.range(s).ifPresent(range -> ranges.put(s, range))));
    return Map.copyOf(ranges);
  }

  private PackVariant pack(JsonPart part) {
    String word = part.textOr("chemistry", "UNKNOWN");
    Chemistry chemistry = Chemistry.UNKNOWN;
    try {
      chemistry = Chemistry.valueOf(word);
    } catch (IllegalArgumentException e) {
      part.problem("chemistry", "must be NMC, NCA, LMO, LFP or UNKNOWN");
    }
    int cells = part.integer("cellsInSeries", 1, 500).orElse(0);
    if (cells == 0) {
      part.problem("cellsInSeries", "is missing");
    }
    PackVariant pack =
        new PackVariant(
            part.textOr("id", "?"),
            Math.max(1, cells),
            chemistry,
            sourced(part, "nominalAh"),
            sourced(part, "certifiedKwh"),
            sourced(part, "nominalKwh"),
            part.part("card").map(ProfileReader::card).orElse(CellFacts.UNKNOWN));
    part.done();
    return pack;
  }

  private static CellFacts card(JsonPart part) {
    CellFacts card =
        new CellFacts(
            restVoltage(part, "emptyRestV"),
            restVoltage(part, "fullRestV"),
            part.text("cathodeClass"),
            part.part("reference").flatMap(ProfileReader::reference));
    if (card.emptyRest().isPresent()
        && card.fullRest().isPresent()
        && card.emptyRest().get().volts() >= card.fullRest().get().volts()) {
      part.problem("emptyRestV", "must be below fullRestV");
    }
    part.done();
    return card;
  }

  private static Optional<ReferenceCharge> reference(JsonPart part) {
    String cathode = part.textOr("cathodeClass", "?");
    String graphite = part.textOr("graphite", "?");
    OptionalDouble y0 = part.number("y0");
    OptionalDouble logRatio = part.number("logRatio");
    OptionalDouble offsetV = part.number("offsetV");
    String source = part.textOr("source", "?");
    part.done();
    try {
      return Optional.of(
          new ReferenceCharge(
              cathode,
              graphite,
              y0.orElse(Double.NaN),
              logRatio.orElse(Double.NaN),
              offsetV.orElse(Double.NaN),
              source));
    } catch (IllegalArgumentException e) {
      part.problem("y0", "is no reference charge: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<RestVoltage> restVoltage(JsonPart part, String key) {
    return part.part(key)
        .flatMap(
            p -> {
              OptionalDouble volts = p.number("value");
              OptionalDouble uncertaintyV = p.number("uncertaintyV");
              String source = p.textOr("source", "?");
              p.done();
              try {
                return Optional.of(
                    uncertaintyV.isPresent()
                        ? new RestVoltage(volts.orElse(0), uncertaintyV.getAsDouble(), source)
                        : RestVoltage.assumed(volts.orElse(0), source));
              } catch (IllegalArgumentException e) {
                p.problem("value", "is no rest voltage: " + e.getMessage());
                return Optional.empty();
              }
            });
  }

  private static Optional<Sourced> sourced(JsonPart part, String key) {
    return part.part(key)
        .flatMap(
            p -> {
              OptionalDouble value = p.number("value");
              String source = p.textOr("source", "?");
              p.done();
              if (value.isEmpty() || value.getAsDouble() <= 0) {
                p.problem("value", "must be a positive number");
                return Optional.empty();
              }
              return Optional.of(new Sourced(value.getAsDouble(), source));
            });
  }

  private Optional<Relation> relation(JsonPart part) {
    Optional<Relation> relation = Optional.empty();
    List<String> notBelow = part.has("notBelow") ? part.texts("notBelow") : List.of();
    List<String> quotient = part.has("quotient") ? part.texts("quotient") : List.of();
    if (notBelow.size() == 2) {
      relation =
          Optional.of(
              new Relation.NotBelow(read(part, notBelow.get(0)), read(part, notBelow.get(1))));
    } else if (quotient.size() == 2) {
      double[] range = part.range("range").orElse(new double[] {0, 0});
      relation =
          Optional.of(
              new Relation.Quotient(
                  read(part, quotient.get(0)), read(part, quotient.get(1)), range[0], range[1]));
    } else if (part.has("neverFalls")) {
      relation = Optional.of(new Relation.NeverFalls(read(part, part.textOr("neverFalls", "?"))));
    } else if (part.has("sumOfCells")) {
      relation =
          Optional.of(
              new Relation.SumOfCells(
                  read(part, part.textOr("sumOfCells", "?")), part.number("toleranceV").orElse(0)));
    } else {
      part.problem("must be notBelow, quotient, neverFalls or sumOfCells");
    }
    part.done();
    return relation;
  }

  /** A signal this profile reads. */
  private Signal read(JsonPart part, String name) {
    Stream<SignalPlace> asked =
        requests.values().stream()
            .flatMap(r -> r.layouts().stream())
            .flatMap(layout -> layout.signals().stream());
    Stream<SignalPlace> sent =
        broadcasts.values().stream()
            .flatMap(f -> f.layouts().stream())
            .flatMap(layout -> layout.signals().stream());
    Optional<Signal> known =
        Stream.concat(asked, sent)
            .map(SignalPlace::signal)
            .filter(signal -> signal.name().equals(name))
            .findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    part.problem("names the signal " + name + ", which this profile does not read");
    return Signals.VOLTAGE;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
