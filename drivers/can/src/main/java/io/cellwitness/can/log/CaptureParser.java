package io.cellwitness.can.log;

import io.cellwitness.can.capture.CaptureFile;
import io.cellwitness.can.elm.ElmTranscript;
import io.cellwitness.can.slcan.SlcanTranscript;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Our own captures ({@link CaptureFile}): what the adapter's own parsers make of the link's bytes.
 */
final class CaptureParser implements LineParser {

  private static final JsonMapper JSON = new JsonMapper();

  private Optional<Instant> begin = Optional.empty();
  private Map<String, String> facts = Map.of();
  private ElmTranscript elm = new ElmTranscript();
  private SlcanTranscript slcan = new SlcanTranscript();
  private String language = "";

  static boolean recognises(String head) {
    return head.startsWith("{\"format\":\"cellwitness-capture/");
  }

  @Override
  public List<Entry> parse(String line) throws BadLine {
    JsonNode node = node(line);
    if (language.isEmpty()) {
      header(node);
      return List.of();
    }
    long nanos = nanos(node);
    if (node.has("link")) {
      elm = new ElmTranscript();
      slcan = new SlcanTranscript();
      return List.of(new Entry.Gap(nanos));
    }
    if (node.path("adapter").isObject()) {
      Map<String, String> told = new TreeMap<>();
      node.path("adapter")
          .properties()
          .forEach(e -> told.put(e.getKey(), e.getValue().asString("")));
      facts = told;
      return List.of();
    }
    String out = node.path("out").asString("");
    if (!out.isEmpty()) {
      return out(nanos, out);
    }
    String in = node.path("in").asString("");
    if (in.isEmpty()) {
      return List.of();
    }
    return language.equals("slcan") ? slcan.in(nanos, in) : elm.in(nanos, in);
  }

  private List<Entry> out(long nanos, String text) {
    if (language.equals("slcan")) {
      return slcan.out(nanos, text);
    }
    elm.out(text);
    return List.of();
  }

  private static JsonNode node(String line) throws BadLine {
    try {
      JsonNode node = JSON.readTree(line);
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      // Told below, in words.
    }
    throw new BadLine("is no JSON object");
  }

  private void header(JsonNode node) throws BadLine {
    if (!node.path("format").asString("").equals(CaptureFile.FORMAT)) {
      throw new BadLine("names a version of captures this program does not know");
    }
    String said = node.path("language").asString("");
    if (!said.equals("elm327") && !said.equals("slcan")) {
      throw new BadLine("names no language of adapters this program knows");
    }
    try {
      begin = Optional.of(Instant.parse(node.path("startedAt").asString("")));
    } catch (DateTimeException e) {
      throw new BadLine("does not say when the capture began");
    }
    language = said;
  }

  private static long nanos(JsonNode node) throws BadLine {
    double seconds = node.path("t").asDouble(-1);
    if (!(seconds >= 0) || seconds > 1e9) {
      throw new BadLine("has no time");
    }
    return Math.round(seconds * 1e9);
  }

  @Override
  public Optional<Instant> begin() {
    return begin;
  }

  @Override
  public Map<String, String> facts() {
    return facts;
  }
}
