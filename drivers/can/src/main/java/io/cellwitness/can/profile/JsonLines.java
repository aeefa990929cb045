package io.cellwitness.can.profile;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Finds the line of a JSON pointer, so that a person finds the place with any editor. */
final class JsonLines {

  private final Map<String, Integer> lines = new HashMap<>();

  private JsonLines() {}

  /** Notes where each member of a file begins; a file that ends early has lines up to there. */
  static JsonLines of(JsonMapper mapper, byte[] bytes) {
    JsonLines found = new JsonLines();
    try (JsonParser parser = mapper.createParser(bytes)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() != JsonToken.PROPERTY_NAME) {
          String pointer = parser.streamReadContext().pathAsPointer().toString();
          found.lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
        }
      }
    } catch (JacksonException e) {
      found.lines.putIfAbsent("", 1);
    }
    return found;
  }

  /** The line of the place, or of the nearest one around it that stands in the file. */
  int line(String pointer) {
    String place = pointer;
    while (!lines.containsKey(place) && !place.isEmpty()) {
      place = place.substring(0, Math.max(0, place.lastIndexOf('/')));
    }
    return lines.getOrDefault(place, 1);
  }
}
