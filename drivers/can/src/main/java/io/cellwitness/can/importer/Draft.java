package io.cellwitness.can.importer;

import io.cellwitness.can.guard.DiagnosticIds;
import io.cellwitness.can.guard.Services;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A vehicle profile in the making. Whatever list it comes from, it is marked as unverified, and
 * only requests that read get into it.
 */
final class Draft {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String ID = "[0-9A-F]{3}|[0-9A-F]{8}";

  private final String id;
  private final String source;
  private final String sourceText;
  private final List<String> leftOut = new ArrayList<>();
  private final Map<String, String> ecuNames = new HashMap<>();
  private final Map<String, ObjectNode> requestsByKey = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private final ObjectNode ecus = MAPPER.createObjectNode();
  private final ArrayNode requests = MAPPER.createArrayNode();
  private final ArrayNode broadcasts = MAPPER.createArrayNode();

  /**
   * Begins a profile.
   *
   * @param source short name of where it comes from
   * @param sourceText what that is
   */
  Draft(String id, String source, String sourceText) {
    this.id = id;
    this.source = source;
    this.sourceText = sourceText;
  }

  /** Notes what was not taken over and why; the same sentence once. */
  void leaveOut(String sentence) {
    if (refused.add(sentence)) {
      leftOut.add(sentence);
    }
  }

  /** The sentences noted so far. */
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /**
   * Whether a request may be sent at all; if not, that is noted.
   *
   * @param name for the note
   * @param send service, identifier and parameters in upper-case hex
   */
  boolean reads(String name, String send) {
    boolean reads =
        send.matches("([0-9A-F]{2}){1,7}") && Services.reads(HexFormat.of().parseHex(send));
    if (!reads) {
      leaveOut(name + " is not a request that only reads; it is refused");
    }
    return reads;
  }

  /**
   * A control unit, named once for each address.
   *
   * @param request identifier in hex
   * @param response identifier in hex; empty for a functional request
   * @param address extended address in hex, or empty
   * @return its name, or nothing when that is no address
   */
  Optional<String> ecu(String request, String response, String address) {
    boolean functional = request.equals("7DF") || request.equals("18DB33F1");
    boolean answers = response.matches(ID) && response.length() == request.length();
    if (!request.matches(ID) || !functional && !answers || !address.matches("([0-9A-F]{2})?")) {
      return Optional.empty();
    }
    int bits = request.length() == 3 ? 11 : 29;
    if (!DiagnosticIds.mayBeAsked(Integer.parseUnsignedInt(request, 16), bits)) {
      return Optional.empty();
    }
    String key = request + " " + response + " " + address;
    String known = ecuNames.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    String name = "ecu" + (ecuNames.size() + 1);
    ecuNames.put(key, name);
    ObjectNode node = ecus.putObject(name).put("request", request);
    if (answers) {
      node.put("response", response);
    }
    if (!address.isEmpty()) {
      node.put("extendedAddress", address);
    }
    return Optional.of(name);
  }

  /** Whether this request is there already. */
  boolean has(String ecu, String send) {
    return requestsByKey.containsKey(ecu + ":" + send);
  }

  /**
   * The signals of a request, to add to; the same list each time for the same request.
   *
   * @param periodSeconds how often it is worth sending
   */
  ArrayNode request(String ecu, String send, double periodSeconds) {
    return requestsByKey
        .computeIfAbsent(
            ecu + ":" + send,
            key -> {
              ObjectNode request = MAPPER.createObjectNode();
              request.put("ecu", ecu).put("send", send).put("polling", polling(periodSeconds));
              request.putArray("signals");
              return request;
            })
        .withArray("signals");
  }

  /** An entry of {@code broadcasts}, to fill. */
  ObjectNode broadcast(int identifier, boolean extended) {
    String hex = String.format(Locale.ROOT, extended ? "%08X" : "%03X", identifier);
    return broadcasts.addObject().put("id", hex).put("polling", "fast");
  }

  /** The evidence every imported signal has: one source said so. */
  void evidence(ObjectNode signal) {
    signal.put("evidence", "1").put("sources", source);
  }

  private static String polling(double seconds) {
    if (seconds <= 1) {
      return "fast";
    }
    return seconds <= 10 ? "medium" : seconds <= 120 ? "slow" : "rare";
  }

  boolean isEmpty() {
    return requestsByKey.values().stream().allMatch(r -> r.withArray("signals").isEmpty())
        && broadcasts.isEmpty();
  }

  /** The whole profile. */
  Imported finish() {
    requestsByKey.entrySet().stream()
        .filter(e -> !e.getValue().withArray("signals").isEmpty())
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> requests.add(e.getValue()));
    Set<String> used = new HashSet<>();
    requests.forEach(r -> used.add(r.path("ecu").asString()));
    ecus.retain(used);
    ObjectNode profile = MAPPER.createObjectNode();
    profile.put("format", 1).put("id", id).put("title", "Imported from " + source + ": " + id);
    profile.put("unverified", true);
    profile.putObject("sources").put(source, sourceText);
    profile.putArray("models");
    profile.set("ecus", ecus);
    profile.putObject("identification").putArray("probes");
    profile.putArray("packs");
    profile.set("requests", requests);
    if (!broadcasts.isEmpty()) {
      profile.set("broadcasts", broadcasts);
    }
    profile.putArray("relations");
    return new Imported(
        MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(profile) + "\n",
        requests.size(),
        broadcasts.size(),
        leftOut);
  }
}
