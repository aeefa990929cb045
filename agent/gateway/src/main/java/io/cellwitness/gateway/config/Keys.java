package io.cellwitness.gateway.config;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.gateway.store.StoreLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Every setting there is, with its default: the one place both loader and sample read. */
final class Keys {

  private Keys() {}

  static final Key<String> LANGUAGE =
      Key.of(
          "language",
          ValueTypes.choice(List.of("en", "nl", "de", "fr")),
          "en",
          "Language of reports: en, nl, de or fr.");
  static final Key<Boolean> PDF =
      Key.of(
          "pdf",
          ValueTypes.TRUTH,
          true,
          "Whether report.pdf is written beside report.html. Without it a report is written sooner,"
              + " and the library that draws it is never loaded.");
  static final Key<Path> STATE_DIR =
      Key.optional(
          "stateDir",
          ValueTypes.PATH,
          "/var/lib/cellwitness",
          "Folder of the store, the signing key and the trust list. If not written, it is"
              + " /var/lib/cellwitness for the service, and for a person cellwitness in"
              + " $XDG_STATE_HOME, which itself is ~/.local/state if not set.");
  static final Key<Path> OUT_DIR =
      Key.optional(
          "outDir",
          ValueTypes.PATH,
          "/srv/cellwitness/reports",
          "Folder that receives a sub-folder for each report. If not written, it is reports in the"
              + " state folder.");
  static final Key<Path> TRUST_FILE =
      Key.optional(
          "trustFile",
          ValueTypes.PATH,
          "/etc/cellwitness/trust.json",
          "List of the keys whose reports verify trusts. If not written, it is the list in the"
              + " state folder.");

  /** A list of {@link ValueTypes#PATH}; the only list besides the sources. */
  static final Key<Path> PROFILE_DIRECTORIES =
      Key.optional(
          "profileDirectories",
          ValueTypes.PATH,
          "[/etc/cellwitness/vehicles]",
          "Folders with your own vehicle profiles, searched before those that come with"
              + " CellWitness.");

  static final Key<String> GATEWAY_NAME =
      Key.of(
          "name",
          ValueTypes.NAME_TYPE,
          "gateway-1",
          "Name of this machine, one level of every topic. Unique within the site.");
  static final Key<String> SITE =
      Key.of("site", ValueTypes.NAME_TYPE, "site-1", "Name of the workshop or depot it stands in.");
  static final Key<String> OPERATOR =
      Key.optional(
          "operator",
          ValueTypes.text(100),
          "Example Garage, Utrecht",
          "Person or firm named in the report as its operator. If not written, nobody is named.");
  static final Key<Path> SIGNING_KEY_FILE =
      Key.optional(
          "signingKeyFile",
          ValueTypes.SECRET_FILE,
          "/etc/cellwitness/signing.key",
          "Ed25519 key (PEM, PKCS#8) reports are signed with, not readable by others; or"
              + " credential:NAME. If not written, it is made in the state folder.");

  static final Key<Integer> REQUESTS_PER_SECOND =
      Key.of(
          "requestsPerSecond",
          ValueTypes.whole(1, DriverContext.MOST_REQUESTS_PER_SECOND),
          DriverContext.MOST_REQUESTS_PER_SECOND,
          "Most requests sent to the car in a second, 1 to 20.");
  static final Key<Duration> RETRY_AT_MOST =
      Key.of(
          "retryAtMost",
          ValueTypes.duration(Duration.ofSeconds(5), Duration.ofHours(1)),
          Duration.ofSeconds(60),
          "Longest wait before a battery that could not be reached is tried again, 5s to 1h. It"
              + " begins at 5s and doubles up to this.");

  static final Key<Boolean> MQTT_ENABLED =
      Key.of("enabled", ValueTypes.TRUTH, false, "Whether anything is published.");
  static final Key<URI> MQTT_URI =
      Key.optional(
          "uri",
          new MqttUri(),
          "mqtts://broker.example.org:8883",
          "Address of the broker: mqtts://HOST:PORT with TLS, mqtt://HOST:PORT without.");
  static final Key<String> MQTT_CLIENT_ID =
      Key.optional(
          "clientId",
          ValueTypes.NAME_TYPE,
          "cellwitness-gateway-1",
          "MQTT client identifier, unique at the broker. If not written, it is cellwitness-"
              + " followed by the site and the name of the gateway.");
  static final Key<String> MQTT_USER =
      Key.optional("user", ValueTypes.text(128), "gateway-1", "User name at the broker.");
  static final Key<Path> MQTT_PASSWORD_FILE =
      Key.optional(
          "passwordFile",
          ValueTypes.SECRET_FILE,
          "/etc/cellwitness/mqtt.password",
          "File whose first line is the password, not readable by others; or credential:NAME for"
              + " one handed over by LoadCredential=NAME:FILE of systemd.");
  static final Key<Path> MQTT_CA_FILE =
      Key.optional(
          "caFile",
          ValueTypes.SECRET_FILE,
          "/etc/cellwitness/broker-ca.pem",
          "Certificates (PEM) the broker's certificate must lead to; or credential:NAME. If not"
              + " written, Java's own are used.");
  static final Key<Path> MQTT_CERTIFICATE_FILE =
      Key.optional(
          "certificateFile",
          ValueTypes.SECRET_FILE,
          "/etc/cellwitness/client.pem",
          "Certificate (PEM) this gateway shows to the broker; or credential:NAME. Goes with"
              + " keyFile.");
  static final Key<Path> MQTT_KEY_FILE =
      Key.optional(
          "keyFile",
          ValueTypes.SECRET_FILE,
          "/etc/cellwitness/client.key",
          "Private key (PEM, PKCS#8) of that certificate, not readable by others; or"
              + " credential:NAME.");
  static final Key<Boolean> MQTT_ALLOW_PLAINTEXT =
      Key.of(
          "allowPlaintext",
          ValueTypes.TRUTH,
          false,
          "Whether a connection without TLS may leave this machine.");
  static final Key<String> MQTT_TOPIC_ROOT =
      Key.of(
          "topicRoot",
          ValueTypes.NAME_TYPE,
          "cellwitness",
          "First level of every topic; site and name of the gateway follow.");
  static final Key<Duration> MQTT_RECEIPT_WITHIN =
      Key.optional(
          "receiptWithin",
          ValueTypes.duration(Duration.ofSeconds(1), Duration.ofDays(30)),
          "1h",
          "Reads receipts of consumers, sends a report again when they ask for it, and also when"
              + " none has come after this time. If not written, receipts are not read.");
  static final Key<String> MQTT_HOME_ASSISTANT =
      Key.optional(
          "homeAssistant",
          ValueTypes.NAME_TYPE,
          "homeassistant",
          "Announces each pack to Home Assistant under this discovery prefix. If not written,"
              + " nothing is announced.");
  static final Key<Path> MQTT_COMMAND_ISSUERS =
      Key.optional(
          "commandIssuers",
          ValueTypes.PATH,
          "/etc/cellwitness/command-issuers.json",
          "List of the keys whose signed commands are obeyed, in the format of trust.json. Needs"
              + " mqtts://. If not written, nothing received is a command.");
  static final Key<Long> TELEMETRY_MAX =
      Key.of(
          "telemetryMax",
          ValueTypes.bytes(1L << 20, 1L << 40),
          StoreLimits.DEFAULT.telemetryBytes(),
          "Most telemetry kept while the broker cannot be reached; beyond it the oldest is dropped"
              + " and counted. Reports are never dropped.");
  static final Key<Integer> STATUS_PORT =
      Key.optional(
          "port",
          ValueTypes.whole(1024, 65_535),
          "8480",
          "TCP port of the page on 127.0.0.1, 1024 to 65535. If not written, there is no page and"
              + " nothing listens.");
  static final Key<SourceAddress> SOURCE_ADDRESS =
      Key.optional(
          "address",
          ValueTypes.ADDRESS,
          "elm327:/dev/ttyUSB0",
          "Where to read: elm327: followed by a serial device or tcp://HOST:PORT. Required.");
  static final Key<SourceAddress> SOURCE_REFERENCE =
      Key.optional(
          "reference",
          ValueTypes.ADDRESS,
          "opcua:/etc/cellwitness/charger.json",
          "A meter beside it, read in the same session, whose current the battery's own sensor is"
              + " compared with.");
  static final Key<String> SOURCE_PACK =
      Key.optional(
          "pack",
          ValueTypes.NAME_TYPE,
          "bay-1",
          "Your name for this battery, never a VIN. Unique. Required.");
  static final Key<String> SOURCE_PROFILE =
      Key.optional(
          "profile",
          ValueTypes.NAME_TYPE,
          "hyundai-kia-400v",
          "Vehicle profile. If not written, the car is identified.");
  static final Key<String> SOURCE_CHEMISTRY =
      Key.optional(
          "chemistry",
          ValueTypes.choice(List.of("NMC", "NCA", "LMO", "LFP", "UNKNOWN")),
          "NMC",
          "Cathode chemistry: NMC, NCA, LMO, LFP or UNKNOWN. Here and below, what is written wins"
              + " over the profile.");
  static final Key<Integer> SOURCE_SERIES =
      Key.optional("series", ValueTypes.whole(1, 1000), "98", "Number of cells in series.");
  static final Key<Double> SOURCE_NOMINAL_AH =
      Key.optional(
          "nominalAh", ValueTypes.decimal(0.1, 10_000), "180.0", "Name-plate capacity, Ah.");
  static final Key<Double> SOURCE_CERTIFIED_KWH =
      Key.optional(
          "certifiedKwh",
          ValueTypes.decimal(0.01, 10_000),
          "64.0",
          "Certified usable battery energy, kWh: the reference of SOCE (UN GTR 22).");

  static final Section TOP =
      new Section(
          "", "", List.of(LANGUAGE, PDF, STATE_DIR, OUT_DIR, PROFILE_DIRECTORIES, TRUST_FILE));
  static final Section GATEWAY =
      new Section(
          "gateway",
          "Who this gateway is.",
          List.of(GATEWAY_NAME, SITE, OPERATOR, SIGNING_KEY_FILE));
  static final Section POLLING =
      new Section(
          "polling", "How hard the car is asked.", List.of(REQUESTS_PER_SECOND, RETRY_AT_MOST));
  static final Section MQTT =
      new Section(
          "mqtt",
          "The broker reports and telemetry are published to. A password is never written here.",
          List.of(
              MQTT_ENABLED,
              MQTT_URI,
              MQTT_CLIENT_ID,
              MQTT_USER,
              MQTT_PASSWORD_FILE,
              MQTT_CA_FILE,
              MQTT_CERTIFICATE_FILE,
              MQTT_KEY_FILE,
              MQTT_ALLOW_PLAINTEXT,
              MQTT_TOPIC_ROOT,
              MQTT_RECEIPT_WITHIN,
              MQTT_HOME_ASSISTANT,
              MQTT_COMMAND_ISSUERS));
  static final Section STORE =
      new Section("store", "Limits of the local store.", List.of(TELEMETRY_MAX));
  static final Section STATUS_PAGE =
      new Section(
          "statusPage",
          "A page that shows how the service is doing, to browsers on this machine only.",
          List.of(STATUS_PORT));
  static final Section SOURCES =
      new Section(
          "sources",
          "The batteries the daemon follows, one item for each.",
          List.of(
              SOURCE_ADDRESS,
              SOURCE_REFERENCE,
              SOURCE_PACK,
              SOURCE_PROFILE,
              SOURCE_CHEMISTRY,
              SOURCE_SERIES,
              SOURCE_NOMINAL_AH,
              SOURCE_CERTIFIED_KWH));

  /** The sections written as {@code name:} with settings indented below. */
  static final List<Section> SECTIONS = List.of(GATEWAY, POLLING, MQTT, STORE, STATUS_PAGE);
}
