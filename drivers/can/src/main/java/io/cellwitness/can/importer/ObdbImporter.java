package io.cellwitness.can.importer;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.can.guard.Services;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an OBDb signal set, version 3 ({@code signalsets/v3/*.json} of an OBDb repository).
 *
 * <p>Every signal keeps its OBDb id behind {@code X-} and the mark of a single source: such lists
 * hold wrong scales and unsigned currents, so none of them is taken for a voltage or a current
 * before somebody has checked it and given it that name. What OBDb clamps to its limits has no
 * value here.
 */
public final class ObdbImporter {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final List<String> leftOut = new ArrayList<>();
  private final Map<String, String> ecuNames = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final ObjectNode ecus = MAPPER.createObjectNode();
  private final ArrayNode requests = MAPPER.createArrayNode();
  private final int year;

  private ObdbImporter(int year) {
    this.year = year;
  }

  /**
   * Imports a signal set.
   *
   * @param id id of the new profile
   * @param year model year, which decides between commands of different years
   * @param signalSet the file's content
   * @return the profile and what was left out
   * @throws DriverException of kind BAD_DATA when the file is no signal set
   */
  public static Imported read(String id, int year, byte[] signalSet) throws DriverException {
    JsonNode root;
    try {
      root = MAPPER.readTree(signalSet);
    } catch (JacksonException e) {
      throw new DriverException(Kind.BAD_DATA, "the signal set is not JSON", e);
    }
    if (!root.path("commands").isArray()) {
      throw new DriverException(
          Kind.BAD_DATA, "the file has no list of commands, so it is no OBDb signal set");
    }
    return new ObdbImporter(year).convert(id, root);
  }

  private Imported convert(String id, JsonNode root) throws DriverException {
    for (JsonNode command : root.path("commands").values()) {
      if (isForYear(command.path("filter"))) {
        command(command);
      }
    }
    if (requests.isEmpty()) {
      throw new DriverException(
          Kind.BAD_DATA,
          "the signal set holds nothing that can be read for model year "
              + year
              + "; an empty set means that the maker's own repository has it");
    }
    ObjectNode profile = MAPPER.createObjectNode();
    profile.put("format", 1).put("id", id).put("title", "Imported from OBDb: " + id);
    profile.putObject("sources").put("OBDb", "OBDb signal set, CC BY-SA 4.0, unverified");
    profile.putArray("models");
    profile.set("ecus", ecus);
    profile.putObject("identification").putArray("probes");
    profile.putArray("packs");
    profile.set("requests", requests);
    profile.putArray("relations");
    return new Imported(
        MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(profile),
        requests.size(),
        leftOut);
  }

  /** from below to: that range; from at or above to: everything outside the gap; years added. */
  private boolean isForYear(JsonNode filter) {
    if (!filter.isObject()) {
      return true;
    }
    for (JsonNode named : filter.path("years").values()) {
      if (named.asInt() == year) {
        return true;
      }
    }
    if (!filter.has("from") && !filter.has("to")) {
      return false;
    }
    int from = filter.path("from").asInt(Integer.MIN_VALUE);
    int to = filter.path("to").asInt(Integer.MAX_VALUE);
    return from < to ? from <= year && year <= to : year >= from || year <= to;
  }

  private void command(JsonNode command) {
    Map.Entry<String, JsonNode> part =
        command.path("cmd").properties().stream().findFirst().orElse(null);
    String send =
        part == null ? "" : (part.getKey() + part.getValue().asString("")).toUpperCase(Locale.ROOT);
    String name = command.path("hdr").asString("?") + ":" + send;
    if (!send.matches("([0-9A-F]{2}){1,7}") || !Services.reads(HexFormat.of().parseHex(send))) {
      leftOut.add(name + " is not a request that only reads; it is refused");
      return;
    }
    Optional<String> ecu = ecu(command);
    if (ecu.isEmpty()) {
      leftOut.add(name + " has an address that is not understood");
      return;
    }
    if (!taken.add(ecu.get() + ":" + send)) {
      leftOut.add(name + " stands there twice for this model year; the first is taken");
      return;
    }
    ObjectNode request = MAPPER.createObjectNode();
    request.put("ecu", ecu.get()).put("send", send).put("polling", polling(command));
    ArrayNode signals = request.putArray("signals");
    for (JsonNode signal : command.path("signals").values()) {
      ObdbSignal.convert(signal, name, signals, leftOut);
    }
    if (!signals.isEmpty()) {
      requests.add(request);
    }
  }

  private static String polling(JsonNode command) {
    double seconds = command.path("freq").asDouble(60);
    if (seconds <= 1) {
      return "fast";
    }
    return seconds <= 10 ? "medium" : seconds <= 120 ? "slow" : "rare";
  }

  private Optional<String> ecu(JsonNode command) {
    String header = command.path("hdr").asString("").toUpperCase(Locale.ROOT);
    String answer = command.path("rax").asString("").toUpperCase(Locale.ROOT);
    String priority = command.path("pri").asString("18").toUpperCase(Locale.ROOT);
    String request = header;
    String response = answer;
    if (header.matches("7E[0-7]") && answer.isEmpty()) {
      response = String.format(Locale.ROOT, "%03X", Integer.parseInt(header, 16) + 8);
    } else if (header.matches("[0-9A-F]{4}")) {
      request = priority + header + command.path("tst").asString("F1").toUpperCase(Locale.ROOT);
      if (answer.length() == 6) {
        response = priority + answer;
      } else if (answer.length() == 2) {
        response = "18DAF1" + answer;
      } else if (header.startsWith("DA")) {
        response = "18DAF1" + header.substring(2);
      }
    }
    boolean functional = request.equals("7DF") || request.equals("18DB33F1");
    String hex = "[0-9A-F]{3}|[0-9A-F]{8}";
    if (!request.matches(hex)
        || !functional && (!response.matches(hex) || response.length() != request.length())) {
      return Optional.empty();
    }
    String address = command.path("eax").asString("").toUpperCase(Locale.ROOT);
    String key = request + response + address;
    String name = ecuNames.computeIfAbsent(key, k -> "ecu" + (ecuNames.size() + 1));
    ObjectNode node = ecus.putObject(name);
    node.put("request", request);
    if (response.matches(hex)) {
      node.put("response", response);
    }
    if (!address.isEmpty()) {
      node.put("extendedAddress", address);
    }
    return Optional.of(name);
  }
}
