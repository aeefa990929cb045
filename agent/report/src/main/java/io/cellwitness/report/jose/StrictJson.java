package io.cellwitness.report.jose;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON read without leniency and written without surprises: UTF-8 only, no duplicate keys, nothing
 * after the value, bounded depth, decimals kept exactly as written.
 */
public final class StrictJson {

  private static final int MAX_DEPTH = 32;

  private static final JsonTree TREE =
      new JsonTree(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(MAX_DEPTH)
                      .maxNumberLength(64)
                      .maxStringLength(1 << 20)
                      .maxNameLength(256)
                      .build())
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
              .build());

  private StrictJson() {}

  /**
   * An empty object whose members keep the order in which they are added.
   *
   * @return a new object
   */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Reads one JSON object.
   *
   * @param bytes UTF-8
   * @param maxBytes bound on the length
   * @return the object
   * @throws Malformed when it is longer, not UTF-8, not JSON, not an object, or has a key twice
   */
  public static ObjectNode parseObject(byte[] bytes, int maxBytes) throws Malformed {
    if (bytes.length > maxBytes) {
      throw new Malformed("longer than " + maxBytes + " bytes");
    }
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("not UTF-8");
    }
    JsonNode node;
    try {
      node = TREE.read(text);
    } catch (JacksonException e) {
      throw new Malformed(
          e.getOriginalMessage().startsWith("Duplicate") ? "a key stands twice" : "not JSON");
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new Malformed("not a JSON object");
  }

  /**
   * Writes on one line; decimals keep their scale and never take an exponent.
   *
   * @param node any node
   * @return UTF-8
   */
  public static byte[] write(JsonNode node) {
    return TREE.write(node, false);
  }

  /**
   * Writes for people, indented.
   *
   * @param node any node
   * @return UTF-8, ending in a line feed
   */
  public static byte[] writeReadable(JsonNode node) {
    String text = new String(TREE.write(node, true), StandardCharsets.UTF_8);
    return (text.replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
