package io.cellwitness.gateway.config;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.Sourced;
import io.cellwitness.gateway.config.Node.Entry;
import io.cellwitness.gateway.config.Node.Kind;
import io.cellwitness.gateway.config.Node.Mapping;
import io.cellwitness.gateway.config.Node.Scalar;
import io.cellwitness.gateway.config.Node.Sequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Turns the merged YAML into {@link Settings}, filling in the defaults of {@link Keys}. */
final class SettingsReader {

  private static final String OPERATOR = "operator, in the configuration";
  private static final int MAX_SOURCES = 64;

  private final Environment environment;
  private final List<Problem> problems;

  SettingsReader(Environment environment, List<Problem> problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** Reads everything; when a problem was noted, the result is not to be used. */
  Settings read(Mapping root) {
    SectionReader top = new SectionReader(Keys.TOP, root, environment, problems);
    top.rejectUnknown(
        Stream.concat(Keys.SECTIONS.stream(), Stream.of(Keys.SOURCES)).map(Section::name).toList());
    Path stateDir = top.optional(Keys.STATE_DIR).orElseGet(environment::stateDirectory);
    Path outDir = top.optional(Keys.OUT_DIR).orElseGet(() -> Settings.reportsIn(stateDir));
    FileChecks checks = new FileChecks(top);
    checks.folderOrNothing(Keys.STATE_DIR, stateDir);
    checks.folderOrNothing(Keys.OUT_DIR, outDir);
    List<Path> profileDirectories = top.list(Keys.PROFILE_DIRECTORIES);
    profileDirectories.forEach(folder -> checks.folder(Keys.PROFILE_DIRECTORIES, folder));
    Optional<Path> trustFile = top.optional(Keys.TRUST_FILE);
    trustFile.ifPresent(file -> checks.file(Keys.TRUST_FILE, file));
    Settings.Gateway gateway = gateway(section(root, Keys.GATEWAY));
    return new Settings(
        top.value(Keys.LANGUAGE),
        top.value(Keys.PDF),
        stateDir,
        outDir,
        profileDirectories,
        trustFile,
        gateway,
        polling(section(root, Keys.POLLING)),
        new MqttReader(section(root, Keys.MQTT)).read(gateway),
        new Settings.Store(section(root, Keys.STORE).value(Keys.TELEMETRY_MAX)),
        section(root, Keys.STATUS_PAGE).optional(Keys.STATUS_PORT),
        sources(root));
  }

  private static Settings.Gateway gateway(SectionReader section) {
    Optional<Path> signingKey = section.optional(Keys.SIGNING_KEY_FILE);
    signingKey.ifPresent(file -> new FileChecks(section).secret(Keys.SIGNING_KEY_FILE, file));
    return new Settings.Gateway(
        section.value(Keys.GATEWAY_NAME),
        section.value(Keys.SITE),
        section.optional(Keys.OPERATOR),
        signingKey);
  }

  private static Settings.Polling polling(SectionReader section) {
    return new Settings.Polling(
        section.value(Keys.REQUESTS_PER_SECOND), section.value(Keys.RETRY_AT_MOST));
  }

  private SectionReader section(Mapping root, Section section) {
    SectionReader reader =
        new SectionReader(section, mapping(root, section), environment, problems);
    reader.rejectUnknown(List.of());
    return reader;
  }

  private Mapping mapping(Mapping root, Section section) {
    Entry entry = root.entries().get(section.name());
    if (entry == null) {
      return new Mapping(root.origin(), Map.of());
    }
    if (entry.value() instanceof Mapping mapping) {
      return new Mapping(entry.origin(), mapping.entries());
    }
    if (!isNothing(entry.value())) {
      problems.add(
          Problem.at(
              entry.value().origin(),
              section.name() + " is a section; write its settings indented on the lines below."));
    }
    return new Mapping(entry.origin(), Map.of());
  }

  private List<Settings.Source> sources(Mapping root) {
    Entry entry = root.entries().get(Keys.SOURCES.name());
    if (entry == null || isNothing(entry.value())) {
      return List.of();
    }
    if (!(entry.value() instanceof Sequence sequence)) {
      problems.add(
          Problem.at(entry.origin(), "sources is a list; begin each battery with '- address:'."));
      return List.of();
    }
    if (sequence.items().size() > MAX_SOURCES) {
      problems.add(Problem.at(entry.origin(), "sources has more than " + MAX_SOURCES + " items."));
      return List.of();
    }
    List<Settings.Source> sources = new ArrayList<>();
    Map<Object, Origin> taken = new HashMap<>();
    for (Node item : sequence.items()) {
      if (item instanceof Mapping mapping) {
        source(mapping, taken).ifPresent(sources::add);
      } else {
        problems.add(
            Problem.at(
                item.origin(), "an item of sources is no battery; begin it with '- address:'."));
      }
    }
    return sources;
  }

  private Optional<Settings.Source> source(Mapping mapping, Map<Object, Origin> taken) {
    SectionReader item = new SectionReader(Keys.SOURCES, mapping, environment, problems);
    item.rejectUnknown(List.of());
    Optional<SourceAddress> address = item.required(Keys.SOURCE_ADDRESS);
    Optional<SourceAddress> reference = item.optional(Keys.SOURCE_REFERENCE);
    Optional<String> pack = item.required(Keys.SOURCE_PACK);
    address.ifPresent(value -> unique(item, Keys.SOURCE_ADDRESS, value, taken));
    reference.ifPresent(value -> unique(item, Keys.SOURCE_REFERENCE, value, taken));
    pack.ifPresent(value -> unique(item, Keys.SOURCE_PACK, value, taken));
    Optional<String> profile = item.optional(Keys.SOURCE_PROFILE);
    PackFacts facts =
        new PackFacts(
            item.optional(Keys.SOURCE_CHEMISTRY).map(Chemistry::valueOf).orElse(Chemistry.UNKNOWN),
            item.optional(Keys.SOURCE_SERIES).map(OptionalInt::of).orElse(OptionalInt.empty()),
            item.optional(Keys.SOURCE_NOMINAL_AH).map(ah -> new Sourced(ah, OPERATOR)),
            item.optional(Keys.SOURCE_CERTIFIED_KWH).map(kwh -> new Sourced(kwh, OPERATOR)),
            Optional.empty());
    return address.isPresent() && pack.isPresent()
        ? Optional.of(new Settings.Source(address.get(), reference, pack.get(), profile, facts))
        : Optional.empty();
  }

  private static void unique(
      SectionReader item, Key<?> key, Object value, Map<Object, Origin> taken) {
    Origin earlier = taken.putIfAbsent(value, item.origin(key));
    if (earlier != null) {
      item.problem(
          key,
          "is the same as in "
              + earlier.file().getFileName()
              + " line "
              + earlier.line()
              + "; two batteries cannot share it.");
    }
  }

  private static boolean isNothing(Node node) {
    return node instanceof Scalar scalar && scalar.kind() == Kind.NOTHING;
  }
}
