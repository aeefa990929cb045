package io.cellwitness.opcua.config;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Sourced;
import io.cellwitness.api.UseFacts;
import io.cellwitness.api.VehicleFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a source file ({@code config/schemas/opcua-source-1.json}). All problems of a file are
 * reported together; nothing on the network is touched.
 */
public final class SourceFile {

  /** The value of {@code schema} in every source file. */
  public static final String SCHEMA = "cellwitness-opcua-source-1";

  private static final int MAX_BYTES = 4 << 20;
  private static final int MAX_NODES = 5000;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Path folder;
  private final List<String> problems = new ArrayList<>();

  private SourceFile(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads and checks a source file.
   *
   * @param file JSON, UTF-8, at most 4 MiB
   * @return the source
   * @throws DriverException INPUT_OUTPUT when it cannot be read, CONFIGURATION naming every problem
   */
  public static OpcUaSource read(Path file) throws DriverException {
    byte[] bytes = bytes(file);
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
    SourceFile reader = new SourceFile(folder);
    OpcUaSource source;
    try {
      source = reader.source(JSON.readTree(bytes), file.getFileName().toString(), sha256(bytes));
    } catch (JacksonException e) {
      throw new DriverException(
          DriverException.Kind.CONFIGURATION,
          file + " is not JSON: " + e.getOriginalMessage() + where(e),
          e);
    }
    if (!reader.problems.isEmpty()) {
      throw new DriverException(
          DriverException.Kind.CONFIGURATION, file + ": " + String.join("; ", reader.problems));
    }
    return source;
  }

  private static byte[] bytes(Path file) throws DriverException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new DriverException(
            DriverException.Kind.CONFIGURATION, file + " is larger than 4 MiB: no source file is");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new DriverException(
          DriverException.Kind.INPUT_OUTPUT,
          "there is no OPC UA source file " + file + "; give a file or opcua:opc.tcp://HOST:PORT",
          e);
    } catch (IOException e) {
      throw new DriverException(
          DriverException.Kind.INPUT_OUTPUT, "cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static String where(JacksonException e) {
    return e.getLocation() == null
        ? ""
        : " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private OpcUaSource source(JsonNode root, String name, String hash) {
    Fields top = new Fields(root, "", problems);
    if (!top.requiredText("schema").equals(SCHEMA)) {
      top.problem("schema", "must be \"" + SCHEMA + "\"");
    }
    String endpoint = top.requiredText("endpoint");
    EndpointUrl.problem(endpoint).ifPresent(p -> top.problem("endpoint", p));
    Security security = top.object("security").map(this::security).orElse(Security.DEFAULT);
    Identity identity =
        top.object("identity").map(this::identity).orElseGet(Identity.Anonymous::new);
    if (security.policy() == Policy.NONE && !(identity instanceof Identity.Anonymous)) {
      top.problem(
          "identity",
          "cannot be sent under policy None: name a policy or let the type be anonymous");
    }
    List<NodeMapping> nodes = nodes(top);
    OptionalDouble accuracy =
        top.number("meterAccuracyPct", 0.001, 100)
            .map(OptionalDouble::of)
            .orElse(OptionalDouble.empty());
    if (accuracy.isPresent()
        && nodes.stream().anyMatch(n -> n.signal().equals(Signals.REFERENCE_ACCURACY))) {
      top.problem("meterAccuracyPct", "is also told by a node; leave one of the two out");
    }
    Optional<Fields> pack = top.object("pack");
    Optional<String> packId = pack.flatMap(SourceFile::packId);
    if (packId.isPresent() && nodes.stream().anyMatch(n -> n.signal().equals(Signals.PACK_ID))) {
      top.problem("pack", "has a packId, which is also told by a node; leave one of the two out");
    }
    OpcUaSource source =
        new OpcUaSource(
            endpoint,
            security,
            identity,
            accuracy,
            top.object("sampling").map(this::sampling).orElse(Sampling.DEFAULT),
            nodes,
            top.text("model"),
            pack.map(this::pack).orElse(PackFacts.UNKNOWN),
            packId,
            name,
            Optional.of(hash));
    top.rejectUnknown();
    return source;
  }

  private Security security(Fields f) {
    Policy policy = f.word("policy", Policy::of, Policy.labels()).orElse(Security.DEFAULT.policy());
    MessageMode usual = Security.of(policy).mode();
    MessageMode mode = f.word("mode", MessageMode::of, "Sign, SignAndEncrypt, None").orElse(usual);
    if ((policy == Policy.NONE) != (mode == MessageMode.NONE)) {
      f.problem("mode", "None goes with policy None and with no other");
      mode = usual;
    }
    Security security = new Security(policy, mode, f.text("serverName"), f.text("applicationUri"));
    f.rejectUnknown();
    return security;
  }

  private Identity identity(Fields f) {
    String type = f.requiredText("type");
    Identity identity =
        switch (type) {
          case "anonymous" -> new Identity.Anonymous();
          case "password" ->
              new Identity.Password(f.requiredText("user"), requiredPath(f, "passwordFile"));
          case "certificate" ->
              new Identity.Certificate(
                  requiredPath(f, "certificateFile"), requiredPath(f, "privateKeyFile"));
          default -> {
            f.problem("type", "is '" + type + "'; use one of anonymous, password, certificate");
            yield new Identity.Anonymous();
          }
        };
    f.rejectUnknown();
    return identity;
  }

  private Path requiredPath(Fields f, String key) {
    try {
      return folder.resolve(f.requiredText(key));
    } catch (InvalidPathException e) {
      f.problem(key, "is not a path");
      return folder;
    }
  }

  private Sampling sampling(Fields f) {
    Sampling d = Sampling.DEFAULT;
    boolean subscribe =
        f.word(
                "mode",
                t -> Optional.of(t).filter(List.of("poll", "subscribe")::contains),
                "poll, subscribe")
            .map("subscribe"::equals)
            .orElse(d.subscribe());
    Sampling sampling =
        new Sampling(
            subscribe,
            millis(f, "intervalMillis", 50, 3_600_000).orElse(d.interval()),
            millis(f, "staleAfterMillis", 100, 3_600_000).orElse(d.staleAfter()),
            millis(f, "clockToleranceMillis", 10, 3_600_000).orElse(d.clockTolerance()),
            f.word("timestamps", Timestamps::of, "source, server, receive").orElse(d.timestamps()),
            millis(f, "answerWithinMillis", 100, 10_000).orElse(d.answerWithin()),
            f.integer("giveUpAfterSeconds", 1, 604_800)
                .map(Duration::ofSeconds)
                .orElse(d.giveUpAfter()));
    f.rejectUnknown();
    return sampling;
  }

  private static Optional<Duration> millis(Fields f, String key, int lowest, int highest) {
    return f.integer(key, lowest, highest).map(Duration::ofMillis);
  }

  private PackFacts pack(Fields f) {
    String source = f.text("source").orElse("source file");
    PackFacts pack =
        new PackFacts(
            f.word("chemistry", SourceFile::chemistry, "NMC, NCA, LMO, LFP, UNKNOWN")
                .orElse(Chemistry.UNKNOWN),
            f.integer("cellsInSeries", 1, 10_000).map(OptionalInt::of).orElse(OptionalInt.empty()),
            f.number("nominalAh", 0.001, 1e6).map(v -> new Sourced(v, source)),
            f.number("certifiedKwh", 0.001, 1e6).map(v -> new Sourced(v, source)),
            f.number("nominalKwh", 0.001, 1e6).map(v -> new Sourced(v, source)));
    UseFacts use =
        new UseFacts(
            f.flag("stationary").orElse(false),
            f.number("ratedPowerKw", 0.001, 1e6).map(v -> new Sourced(v, source)),
            f.number("roundTripPct", 1, 100).map(v -> new Sourced(v, source)),
            Optional.empty(),
            f.number("ageYears", 0.001, 100).map(v -> new Sourced(v, source)));
    f.rejectUnknown();
    return pack.with(use);
  }

  /** The text itself is not repeated where it is wrong: it is as secret as a VIN. */
  private static Optional<String> packId(Fields pack) {
    Optional<String> text = pack.text("packId").map(String::strip);
    if (text.isPresent() && !VehicleFacts.isPackId(text.get())) {
      pack.problem(
          "packId", "must be 1 to 128 printable ASCII characters without quote and backslash");
      return Optional.empty();
    }
    return text;
  }

  private static Optional<Chemistry> chemistry(String text) {
    for (Chemistry chemistry : Chemistry.values()) {
      if (chemistry.name().equals(text)) {
        return Optional.of(chemistry);
      }
    }
    return Optional.empty();
  }

  private List<NodeMapping> nodes(Fields top) {
    if (!top.has("nodes")) {
      top.problem("", "lacks \"nodes\"; probe opcua URL proposes some");
    }
    List<NodeMapping> nodes = new ArrayList<>();
    NodeFields reader = new NodeFields();
    for (Fields f : top.objects("nodes", MAX_NODES)) {
      reader.mapping(f).ifPresent(nodes::add);
      f.rejectUnknown();
    }
    return nodes;
  }
}
