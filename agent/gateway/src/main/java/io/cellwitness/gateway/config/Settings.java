package io.cellwitness.gateway.config;

import io.cellwitness.api.PackFacts;
import io.cellwitness.api.SourceAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All settings of one agent, complete and free of contradictions. Made by {@link SettingsLoader}
 * only; the defaults live in {@link Keys}.
 *
 * @param language language of reports: {@code en}, {@code nl}, {@code de} or {@code fr}
 * @param pdf whether {@code report.pdf} is written
 * @param stateDir folder of store, keys and trust list
 * @param outDir folder that receives one sub-folder per report
 * @param profileDirectories folders with the workshop's own vehicle profiles, searched first
 * @param trustFile list of the keys {@code verify} trusts; empty for the one in the state folder
 * @param gateway who this gateway is
 * @param polling how hard the bus is asked
 * @param mqtt the broker
 * @param store limits of the local store
 * @param statusPort TCP port of the status page on this machine; empty for no page
 * @param sources the batteries the daemon follows
 */
public record Settings(
    String language,
    boolean pdf,
    Path stateDir,
    Path outDir,
    List<Path> profileDirectories,
    Optional<Path> trustFile,
    Gateway gateway,
    Polling polling,
    Mqtt mqtt,
    Store store,
    Optional<Integer> statusPort,
    List<Source> sources) {

  /** Copies the lists. */
  public Settings {
    profileDirectories = List.copyOf(profileDirectories);
    sources = List.copyOf(sources);
  }

  /**
   * These settings with what the command line says on top.
   *
   * @param newStateDir state folder; the out folder follows it when it was inside the old one by
   *     default
   * @param newOutDir out folder
   * @param newLanguage language
   * @return new settings
   */
  public Settings overriddenBy(
      Optional<Path> newStateDir, Optional<Path> newOutDir, Optional<String> newLanguage) {
    Path state = newStateDir.orElse(stateDir);
    Path followed = outDir.equals(reportsIn(stateDir)) ? reportsIn(state) : outDir;
    return with(newLanguage.orElse(language), state, newOutDir.orElse(followed), mqtt, sources);
  }

  /**
   * These settings with a broker on this machine, as the demo has one.
   *
   * @param broker {@code mqtt://127.0.0.1:PORT}
   * @return new settings
   */
  public Settings publishingTo(URI broker) {
    Mqtt local =
        new Mqtt(
            true,
            Optional.of(broker),
            mqtt.clientId(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            mqtt.topicRoot(),
            mqtt.receiptWithin(),
            mqtt.homeAssistant(),
            Optional.empty());
    return with(language, stateDir, outDir, local, sources);
  }

  /**
   * These settings with other batteries.
   *
   * @param newSources the batteries the daemon follows
   * @return new settings
   */
  public Settings following(List<Source> newSources) {
    return with(language, stateDir, outDir, mqtt, newSources);
  }

  /** The one place that copies the members nobody overrides. */
  private Settings with(
      String newLanguage, Path newStateDir, Path newOutDir, Mqtt newMqtt, List<Source> newSources) {
    return new Settings(
        newLanguage,
        pdf,
        newStateDir,
        newOutDir,
        profileDirectories,
        trustFile,
        gateway,
        polling,
        newMqtt,
        store,
        statusPort,
        newSources);
  }

  /** Where reports go when nothing else is said. */
  static Path reportsIn(Path stateDir) {
    return stateDir.resolve("reports");
  }

  /**
   * Who this gateway is.
   *
   * @param name one level of the MQTT topic
   * @param site the level above it
   * @param operator the person or firm named in the report; empty names nobody
   * @param signingKeyFile key kept outside the state folder; empty for the one inside
   */
  public record Gateway(
      String name, String site, Optional<String> operator, Optional<Path> signingKeyFile) {

    /**
     * What others know this gateway by.
     *
     * @return the operator, else site and name
     */
    public String publicName() {
      return operator.orElse(site + "/" + name);
    }
  }

  /**
   * How hard the bus is asked.
   *
   * @param requestsPerSecond most requests in a second, 1 to 20; a driver slows down under errors
   * @param retryAtMost longest wait before a battery that could not be reached is tried again
   */
  public record Polling(int requestsPerSecond, Duration retryAtMost) {}

  /**
   * The broker. Secrets are files, never values.
   *
   * @param enabled whether anything is published
   * @param uri {@code mqtts://host:port} or {@code mqtt://host:port}; present when enabled
   * @param clientId MQTT client identifier
   * @param user user name
   * @param passwordFile file whose first line is the password
   * @param caFile PEM certificates the broker's certificate must lead to; empty for the system's
   * @param certificateFile PEM certificate this client shows; present together with {@code keyFile}
   * @param keyFile PEM private key of that certificate
   * @param allowPlaintext whether {@code mqtt://} may leave this machine
   * @param topicRoot first level of every topic
   * @param receiptWithin after this a report without a consumer's receipt is sent again; empty when
   *     receipts are not read
   * @param homeAssistant first level of Home Assistant's discovery topics; empty when packs are not
   *     announced
   * @param commandIssuers list of the keys whose commands are obeyed; empty when none are taken
   */
  public record Mqtt(
      boolean enabled,
      Optional<URI> uri,
      String clientId,
      Optional<String> user,
      Optional<Path> passwordFile,
      Optional<Path> caFile,
      Optional<Path> certificateFile,
      Optional<Path> keyFile,
      boolean allowPlaintext,
      String topicRoot,
      Optional<Duration> receiptWithin,
      Optional<String> homeAssistant,
      Optional<Path> commandIssuers) {}

  /**
   * Limits of the local store.
   *
   * @param telemetryMaxBytes bytes of waiting telemetry, above which the oldest is dropped and
   *     counted; reports are never dropped
   */
  public record Store(long telemetryMaxBytes) {}

  /**
   * One battery the daemon follows.
   *
   * @param address where to read
   * @param reference an independent meter beside it
   * @param pack name of the battery in commands and files; no two sources share one
   * @param profile vehicle profile; empty to identify the car
   * @param facts what the operator knows of the pack; wins over the profile
   */
  public record Source(
      SourceAddress address,
      Optional<SourceAddress> reference,
      String pack,
      Optional<String> profile,
      PackFacts facts) {}
}
