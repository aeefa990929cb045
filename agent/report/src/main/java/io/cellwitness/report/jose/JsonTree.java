package io.cellwitness.report.jose;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes trees of nodes token by token. Jackson's mapper does the same, but making one
 * loads four hundred classes, which is a fifth of a short command's work.
 *
 * @param factory its features and limits decide what is JSON
 */
record JsonTree(TokenStreamFactory factory) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A fresh printer for each text: it counts its indentation. */
  private static final class Readable extends ObjectWriteContext.Base {
    private final PrettyPrinter printer = new DefaultPrettyPrinter();

    @Override
    public PrettyPrinter getPrettyPrinter() {
      return printer;
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }

  /**
   * Reads one value and nothing after it.
   *
   * @param text JSON; its nesting is bounded by the factory
   * @return the tree
   * @throws JacksonException when it is none, or something follows
   * @throws Malformed when it is empty or something follows
   */
  JsonNode read(String text) throws Malformed {
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw new Malformed("not JSON");
      }
      JsonNode node = value(parser);
      if (parser.nextToken() != null) {
        throw new Malformed("not JSON");
      }
      return node;
    }
  }

  private static JsonNode value(JsonParser parser) throws Malformed {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
          };
      default -> throw new Malformed("not JSON");
    };
  }

  private static ObjectNode object(JsonParser parser) throws Malformed {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.set(name, value(parser));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser) throws Malformed {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  /**
   * Writes.
   *
   * @param node made of objects, arrays, texts, numbers, booleans and null
   * @param readable whether for people, indented
   * @return UTF-8
   */
  byte[] write(JsonNode node, boolean readable) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ObjectWriteContext context = readable ? new Readable() : ObjectWriteContext.empty();
    try (JsonGenerator generator = factory.createGenerator(context, out)) {
      write(node, generator);
    }
    return out.toByteArray();
  }

  private static void write(JsonNode node, JsonGenerator out) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        out.writeStartObject(node, node.size());
        for (var member : node.properties()) {
          out.writeName(member.getKey());
          write(member.getValue(), out);
        }
        out.writeEndObject();
      }
      case ARRAY -> {
        out.writeStartArray(node, node.size());
        node.forEach(item -> write(item, out));
        out.writeEndArray();
      }
      case STRING -> out.writeString(node.asString());
      case BOOLEAN -> out.writeBoolean(node.booleanValue());
      case NULL -> out.writeNull();
      case NUMBER -> number(node, out);
      default -> throw new IllegalArgumentException("a node that JSON has no word for");
    }
  }

  private static void number(JsonNode node, JsonGenerator out) {
    switch (node.numberType()) {
      case INT -> out.writeNumber(node.intValue());
      case LONG -> out.writeNumber(node.longValue());
      case BIG_INTEGER -> out.writeNumber(node.bigIntegerValue());
      case FLOAT -> out.writeNumber(node.floatValue());
      case DOUBLE -> out.writeNumber(node.doubleValue());
      case BIG_DECIMAL -> out.writeNumber(node.decimalValue());
    }
  }
}
