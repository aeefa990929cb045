package io.cellwitness.can.importer;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Reads OBDb signal sets, version 3 ({@code signalsets/v3/*.json} of an OBDb repository).
 *
 * <p>Every signal keeps its OBDb id behind {@code X-} and the mark of a single source: such lists
 * hold wrong scales and unsigned currents, so none of them is taken for a voltage or a current
 * before somebody has checked it and given it that name. What OBDb clamps to its limits has no
 * value here. How a value is displayed ({@code omin}, {@code path}, groups) is not taken over.
 */
final class ObdbImporter implements Importer {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final Set<String> ROOT =
      Set.of("diagnosticLevel", "commands", "signalGroups", "synthetics", "$schema");

  private static final Set<String> COMMAND =
      Set.of(
          "hdr",
          "rax",
          "eax",
          "tst",
          "pri",
          "tmo",
          "fcm1",
          "dbg",
          "dbgfilter",
          "din",
          "dout",
          "cmd",
          "freq",
          "proto",
          "filter",
          "signals");

  private final Draft draft;
  private final int year;

  /**
   * Begins an import.
   *
   * @param id id of the new profile
   * @param year model year, which decides between commands of different years
   */
  ObdbImporter(String id, int year) {
    this.draft = new Draft(id, "OBDb", "OBDb signal set, CC BY-SA 4.0, unverified");
    this.year = year;
  }

  @Override
  public void add(String file, byte[] signalSet) throws DriverException {
    JsonNode root;
    try {
      root = MAPPER.readTree(signalSet);
    } catch (JacksonException e) {
      String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      throw new DriverException(Kind.BAD_DATA, file + " is not JSON" + where, e);
    }
    if (!root.path("commands").isArray()) {
      throw new DriverException(
          Kind.BAD_DATA, file + " has no list of commands, so it is no OBDb signal set");
    }
    strangers(root, ROOT, "the set");
    if (root.has("diagnosticLevel")) {
      session("the set", root.path("diagnosticLevel"));
    }
    for (JsonNode synthetic : root.path("synthetics").values()) {
      draft.leaveOut(
          synthetic.path("id").asString("a synthetic")
              + " is worked out from other signals, not read");
    }
    for (JsonNode command : root.path("commands").values()) {
      if (isForYear(command.path("filter"))) {
        command(command);
      }
    }
  }

  @Override
  public List<String> leftOut() {
    return draft.leftOut();
  }

  @Override
  public Imported finish() throws DriverException {
    if (draft.isEmpty()) {
      throw new DriverException(
          Kind.BAD_DATA,
          "the signal set holds nothing that can be read for model year "
              + year
              + "; an empty set means that the maker's own repository has it");
    }
    return draft.finish();
  }

  /** Version 3 allows no other members, so one that is there may change what the others mean. */
  private void strangers(JsonNode node, Set<String> known, String where) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!known.contains(member.getKey())) {
        draft.leaveOut(where + " has a member '" + member.getKey() + "' that version 3 lacks");
      }
    }
  }

  private void session(String where, JsonNode level) {
    draft.leaveOut(
        where
            + " wants diagnostic session "
            + level.asString("?")
            + "; no session is opened, so the car may refuse to answer");
  }

  /** from below to: that range; from at or above to: everything outside the gap; years added. */
  private boolean isForYear(JsonNode filter) {
    if (!filter.isObject()) {
      return true;
    }
    for (JsonNode named : filter.path("years").values()) {
      if (named.asInt(0) == year) {
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
    if (!draft.reads(name, send)) {
      return;
    }
    strangers(command, COMMAND, name);
    if (command.path("proto").asString("").startsWith("9141")) {
      draft.leaveOut(name + " is for ISO 9141-2, which no electric car speaks");
      return;
    }
    if (command.has("din")) {
      session(name, command.path("din"));
    }
    Optional<String> ecu = ecu(command);
    if (ecu.isEmpty()) {
      draft.leaveOut(name + " has an address that is not understood");
      return;
    }
    if (draft.has(ecu.get(), send)) {
      draft.leaveOut(name + " stands there twice for this model year; the first is taken");
      return;
    }
    ArrayNode signals = draft.request(ecu.get(), send, command.path("freq").asDouble(60));
    for (JsonNode signal : command.path("signals").values()) {
      ObdbSignal.convert(signal, name, signals, draft);
    }
  }

  private Optional<String> ecu(JsonNode command) {
    String header = upper(command, "hdr", "");
    String answer = upper(command, "rax", "");
    String priority = upper(command, "pri", "18");
    String request = header;
    String response = answer;
    if (header.matches("7E[0-7]") && answer.isEmpty()) {
      response = String.format(Locale.ROOT, "%03X", Integer.parseInt(header, 16) + 8);
    } else if (header.matches("[0-9A-F]{4}")) {
      request = priority + header + upper(command, "tst", "F1");
      if (answer.length() == 6) {
        response = priority + answer;
      } else if (answer.length() == 2) {
        response = "18DAF1" + answer;
      } else if (header.startsWith("DA")) {
        response = "18DAF1" + header.substring(2);
      }
    }
    return draft.ecu(request, response, upper(command, "eax", ""));
  }

  private static String upper(JsonNode node, String key, String fallback) {
    return node.path(key).asString(fallback).toUpperCase(Locale.ROOT);
  }
}
