package io.cellwitness.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The schemas we ship, and what they say of a message. */
public final class Schemas {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private Schemas() {}

  public static void assertValid(String schema, byte[] message) throws IOException {
    assertEquals(List.of(), problems(schema, message), new String(message, StandardCharsets.UTF_8));
  }

  public static List<String> problems(String schema, byte[] message) throws IOException {
    Path file = Path.of("..", "..", "config", "schemas", schema + ".json");
    Schema validator = REGISTRY.getSchema(Files.readString(file), InputFormat.JSON);
    return validator
        .validate(new String(message, StandardCharsets.UTF_8), InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }
}
