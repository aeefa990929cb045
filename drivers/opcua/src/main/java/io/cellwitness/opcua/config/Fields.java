package io.cellwitness.opcua.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** One JSON object being read: every wrong or unknown key becomes a problem, none an exception. */
final class Fields {

  private final JsonNode object;
  private final String pointer;
  private final List<String> problems;
  private final Set<String> known = new LinkedHashSet<>(List.of("comment"));

  Fields(JsonNode object, String pointer, List<String> problems) {
    this.object = object;
    this.pointer = pointer;
    this.problems = problems;
    if (!object.isObject()) {
      problem("", "must be an object in braces");
    }
  }

  void problem(String key, String what) {
    problems.add((key.isEmpty() ? (pointer.isEmpty() ? "/" : pointer) : at(key)) + " " + what);
  }

  private String at(String key) {
    return pointer + "/" + key;
  }

  boolean has(String key) {
    known.add(key);
    return object.has(key);
  }

  Optional<String> text(String key) {
    return get(key, JsonNode::isString, "must be a text in quotes").map(JsonNode::stringValue);
  }

  String requiredText(String key) {
    if (!has(key)) {
      problem("", "lacks \"" + key + "\"");
    }
    return text(key).orElse("");
  }

  Optional<Double> number(String key, double lowest, double highest) {
    return get(key, JsonNode::isNumber, "must be a number")
        .map(JsonNode::doubleValue)
        .filter(d -> inside(key, d, lowest, highest));
  }

  Optional<Boolean> flag(String key) {
    return get(key, JsonNode::isBoolean, "must be true or false").map(JsonNode::booleanValue);
  }

  Optional<Integer> integer(String key, int lowest, int highest) {
    return get(key, JsonNode::isIntegralNumber, "must be a whole number")
        .map(JsonNode::doubleValue)
        .filter(d -> inside(key, d, lowest, highest))
        .map(Double::intValue);
  }

  private boolean inside(String key, double number, double lowest, double highest) {
    boolean inside = number >= lowest && number <= highest;
    if (!inside) {
      problem(key, "must lie between " + plain(lowest) + " and " + plain(highest));
    }
    return inside;
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  <T> Optional<T> word(String key, Function<String, Optional<T>> parse, String allowed) {
    Optional<String> text = text(key);
    Optional<T> parsed = text.flatMap(parse);
    if (text.isPresent() && parsed.isEmpty()) {
      problem(key, "is '" + text.get() + "'; use one of " + allowed);
    }
    return parsed;
  }

  Optional<Fields> object(String key) {
    return get(key, JsonNode::isObject, "must be an object in braces")
        .map(node -> new Fields(node, at(key), problems));
  }

  List<JsonNode> list(String key, int longest) {
    Optional<JsonNode> array = get(key, JsonNode::isArray, "must be a list in brackets");
    if (array.isPresent() && array.get().size() > longest) {
      problem(key, "has more than " + longest + " entries");
      return List.of();
    }
    List<JsonNode> items = new ArrayList<>();
    array.ifPresent(a -> a.forEach(items::add));
    return items;
  }

  List<Fields> objects(String key, int longest) {
    List<Fields> items = new ArrayList<>();
    for (JsonNode node : list(key, longest)) {
      items.add(new Fields(node, at(key) + "/" + items.size(), problems));
    }
    return items;
  }

  private Optional<JsonNode> get(String key, Function<JsonNode, Boolean> is, String otherwise) {
    if (!has(key)) {
      return Optional.empty();
    }
    JsonNode node = object.get(key);
    if (!is.apply(node)) {
      problem(key, otherwise);
      return Optional.empty();
    }
    return Optional.of(node);
  }

  /** Reports the keys nobody asked for. Call last. */
  void rejectUnknown() {
    if (!object.isObject()) {
      return;
    }
    for (String key : object.propertyNames()) {
      if (!known.contains(key)) {
        problem(key, "is not known here; did you mean \"" + nearest(key) + "\"?");
      }
    }
  }

  private String nearest(String key) {
    return known.stream()
        .min((a, b) -> Integer.compare(distance(key, a), distance(key, b)))
        .orElseThrow();
  }

  /** Levenshtein distance, ignoring case. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        boolean same =
            Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(right.charAt(j - 1));
        int next = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
        diagonal = row[j];
        row[j] = next;
      }
    }
    return row[right.length()];
  }
}
