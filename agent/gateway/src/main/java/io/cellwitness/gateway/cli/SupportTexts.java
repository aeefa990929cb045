package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.Version;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.store.SessionRow;
import io.cellwitness.gateway.store.StoreException;
import io.cellwitness.gateway.store.StoreReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The texts of a support bundle, before redaction. Opens nothing for writing, asks no adapter. */
final class SupportTexts {

  /** Of each file the end, which is what matters of a log. */
  private static final int MAX_BYTES = 2 << 20;

  private static final int LAST_SESSIONS = 50;
  private static final int MAX_DROP_INS = 50;

  private final Settings settings;
  private final Drivers drivers;

  SupportTexts(Settings settings, Drivers drivers) {
    this.settings = settings;
    this.drivers = drivers;
  }

  /**
   * Collects them.
   *
   * @param config the configuration file; null where none was named
   * @param log a log; null where none was named
   * @return name in the zip to text
   */
  Map<String, String> collect(Path config, Path log) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("versions.txt", versions());
    if (config != null) {
      texts.put("agent.yaml", end(config));
      Path dropIns = config.toAbsolutePath().resolveSibling("conf.d");
      for (Path dropIn : names(dropIns, MAX_DROP_INS)) {
        texts.put("conf.d/" + dropIn.getFileName(), end(dropIn));
      }
    }
    texts.put("state-folder.txt", listing(settings.stateDir()));
    texts.put("store.txt", store());
    texts.put("adapters.txt", adapters());
    if (log != null) {
      texts.put("log.txt", end(log));
    }
    return texts;
  }

  private String versions() {
    return String.join(
        "\n",
        "cellwitness " + Version.SOFTWARE,
        "java " + System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
        "system "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        "drivers " + String.join(" ", new TreeSet<>(drivers.schemes())),
        "processors " + Runtime.getRuntime().availableProcessors(),
        "");
  }

  private String store() {
    try (StoreReader reader = StoreReader.open(settings.stateDir())) {
      List<SessionRow> sessions = reader.sessions();
      return "sessions "
          + sessions.size()
          + "\nreports "
          + reader.reports().size()
          + "\nincidents "
          + reader.incidents()
          + "\n\n"
          + sessions.stream()
              .skip(Math.max(0, sessions.size() - LAST_SESSIONS))
              .map(SupportTexts::line)
              .collect(Collectors.joining("\n"))
          + "\n";
    } catch (StoreException e) {
      return "the store cannot be read: " + e.getMessage() + "\n";
    }
  }

  private static String line(SessionRow session) {
    return session.id()
        + " "
        + session.started().at()
        + " "
        + session.mode()
        + " "
        + session.source()
        + " "
        + session.profileId().orElse("no profile")
        + " "
        + session.readings()
        + " readings "
        + session.outcome().map(Enum::name).orElse("running");
  }

  private static String adapters() {
    return Stream.of("/dev/serial/by-id", "/dev/cellwitness")
        .map(Path::of)
        .filter(Files::isDirectory)
        .map(SupportTexts::listing)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String listing(Path folder) {
    return folder
        + "\n"
        + names(folder, 1000).stream()
            .map(SupportTexts::described)
            .collect(Collectors.joining("\n"))
        + "\n";
  }

  private static String described(Path file) {
    try {
      return file.getFileName()
          + " "
          + Files.size(file)
          + " bytes, "
          + PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
          + ", changed "
          + Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return file.getFileName() + " cannot be looked at";
    }
  }

  private static List<Path> names(Path folder, int most) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().limit(most).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String end(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(Math.max(0, Files.size(file) - MAX_BYTES));
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return file.getFileName() + " cannot be read: " + e.getClass().getSimpleName() + "\n";
    }
  }
}
