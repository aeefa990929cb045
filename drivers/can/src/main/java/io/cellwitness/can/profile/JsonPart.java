package io.cellwitness.can.profile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One object of a profile file. Collects every problem with its place, a JSON pointer (RFC 6901),
 * instead of stopping at the first; {@link #done()} names the keys nobody asked for.
 */
final class JsonPart {

  private final JsonNode node;
  private final String place;
  private final List<Problem> problems;
  private final Set<String> asked = new LinkedHashSet<>();

  JsonPart(JsonNode node, String place, List<Problem> problems) {
    this.node = node;
    this.place = place;
    this.problems = problems;
    if (!node.isObject()) {
      problem("must be an object");
    }
  }

  void problem(String what) {
    problems.add(new Problem(place, what));
  }

  void problem(String key, String what) {
    problems.add(new Problem(at(key), what));
  }

  private String at(String key) {
    return place + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  private Optional<JsonNode> get(String key) {
    asked.add(key);
    return Optional.ofNullable(node.get(key));
  }

  private Optional<JsonNode> required(String key) {
    Optional<JsonNode> value = get(key);
    if (value.isEmpty()) {
      problem(key, "is missing");
    }
    return value;
  }

  boolean has(String key) {
    return get(key).isPresent();
  }

  Optional<String> text(String key) {
    return get(key).flatMap(n -> textOf(n, at(key)));
  }

  String textOr(String key, String fallback) {
    return required(key).flatMap(n -> textOf(n, at(key))).orElse(fallback);
  }

  private Optional<String> textOf(JsonNode value, String where) {
    if (!value.isString() || value.stringValue().isBlank()) {
      problems.add(new Problem(where, "must be a text"));
      return Optional.empty();
    }
    return Optional.of(value.stringValue());
  }

  OptionalDouble number(String key) {
    Optional<JsonNode> value = get(key);
    if (value.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (!value.get().isNumber() || !Double.isFinite(value.get().doubleValue())) {
      problem(key, "must be a number");
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(value.get().doubleValue());
  }

  OptionalInt integer(String key, int lowest, int highest) {
    Optional<JsonNode> value = get(key);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!value.get().isIntegralNumber()
        || !value.get().canConvertToInt()
        || value.get().intValue() < lowest
        || value.get().intValue() > highest) {
      problem(key, "must be a whole number from " + lowest + " to " + highest);
      return OptionalInt.empty();
    }
    return OptionalInt.of(value.get().intValue());
  }

  /** A list of whole numbers; empty when the key is not there. */
  long[] integers(String key) {
    List<JsonNode> items = items(key);
    for (JsonNode item : items) {
      if (!item.isIntegralNumber() || !item.canConvertToLong()) {
        problem(key, "must hold whole numbers");
        return new long[0];
      }
    }
    return items.stream().mapToLong(JsonNode::longValue).toArray();
  }

  /** A yes or no; empty when the key is not there. */
  boolean flag(String key) {
    Optional<JsonNode> value = get(key);
    if (value.isPresent() && !value.get().isBoolean()) {
      problem(key, "must be true or false");
    }
    return value.isPresent() && value.get().asBoolean(false);
  }

  /** A pair {@code [low, high]}; empty when the key is not there. */
  Optional<double[]> range(String key) {
    if (!has(key)) {
      return Optional.empty();
    }
    List<JsonNode> items = items(key);
    boolean numbers = items.size() == 2 && items.stream().allMatch(JsonNode::isNumber);
    if (!numbers || items.get(0).doubleValue() > items.get(1).doubleValue()) {
      problem(key, "must be two numbers, the lower one first");
      return Optional.empty();
    }
    return Optional.of(new double[] {items.get(0).doubleValue(), items.get(1).doubleValue()});
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : items(key)) {
      textOf(item, at(key)).ifPresent(texts::add);
    }
    return texts;
  }

  private List<JsonNode> items(String key) {
    Optional<JsonNode> value = get(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!value.get().isArray()) {
      problem(key, "must be a list");
      return List.of();
    }
    return List.copyOf(value.get().values());
  }

  List<JsonPart> parts(String key) {
    List<JsonPart> parts = new ArrayList<>();
    for (JsonNode item : items(key)) {
      parts.add(new JsonPart(item, at(key) + "/" + parts.size(), problems));
    }
    return parts;
  }

  Optional<JsonPart> part(String key) {
    return get(key).map(n -> new JsonPart(n, at(key), problems));
  }

  Optional<JsonPart> requiredPart(String key) {
    return required(key).map(n -> new JsonPart(n, at(key), problems));
  }

  /** The keys of this object, each counted as asked for. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      keys.add(entry.getKey());
      asked.add(entry.getKey());
    }
    return keys;
  }

  /** Reports every key nobody asked for. */
  void done() {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!asked.contains(entry.getKey())) {
        problem(entry.getKey(), "is not a known key here; known are " + String.join(", ", asked));
      }
    }
  }
}
