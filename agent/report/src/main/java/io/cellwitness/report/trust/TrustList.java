package io.cellwitness.report.trust;

import io.cellwitness.report.ReportException;
import io.cellwitness.report.ReportException.Kind;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.PublicJwk;
import io.cellwitness.report.jose.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whom to believe: a JSON file of public keys (schema {@code report-trust-1.json}). A key is found
 * by the thumbprint worked out from its own bytes, never by a name somebody wrote beside it.
 */
public final class TrustList {

  /** Name and version of the file's layout. */
  public static final String SCHEMA = "cellwitness-trust/1";

  /** A list that believes nobody. */
  public static final TrustList EMPTY = new TrustList(List.of());

  private static final int MAX_BYTES = 4 << 20;
  private static final Set<String> MEMBERS =
      Set.of("name", "jwk", "status", "validFrom", "validUntil");

  private final Map<String, TrustedKey> byThumbprint = new LinkedHashMap<>();

  private TrustList(List<TrustedKey> keys) {
    keys.forEach(key -> byThumbprint.put(key.key().thumbprint(), key));
  }

  /**
   * Reads a list.
   *
   * @param file UTF-8 JSON
   * @return the list
   * @throws ReportException with one sentence when it cannot be read or is not a trust list
   */
  public static TrustList read(Path file) throws ReportException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new Malformed("it is longer than " + MAX_BYTES + " bytes");
      }
      return parse(Files.readAllBytes(file));
    } catch (Malformed e) {
      throw new ReportException(
          Kind.CONFIGURATION,
          "the trust list " + file + " cannot be used: " + e.getMessage() + "; correct the file",
          e);
    } catch (IOException e) {
      throw new ReportException(
          Kind.INPUT_OUTPUT,
          "the trust list " + file + " cannot be read; check the path and its permissions",
          e);
    }
  }

  /**
   * Reads a list.
   *
   * @param json UTF-8
   * @return the list
   * @throws Malformed when it is no trust list, names a key twice or holds a bad key
   */
  public static TrustList parse(byte[] json) throws Malformed {
    ObjectNode root = StrictJson.parseObject(json, MAX_BYTES);
    if (root.has("kty")) {
      throw new Malformed(
          "this is a single key, not a list; make one with: cellwitness trust add --name NAME FILE");
    }
    if (!root.path("schema").asString("").equals(SCHEMA) || !root.path("keys").isArray()) {
      throw new Malformed("no list of keys of schema " + SCHEMA);
    }
    List<TrustedKey> keys = new ArrayList<>();
    int number = 0;
    for (JsonNode entry : root.path("keys")) {
      number++;
      try {
        keys.add(entry(entry));
      } catch (Malformed | IllegalArgumentException e) {
        throw new Malformed("key " + number + ": " + e.getMessage());
      }
    }
    TrustList list = new TrustList(keys);
    if (list.byThumbprint.size() != keys.size()) {
      throw new Malformed("one key stands in it twice");
    }
    return list;
  }

  /**
   * This list and one more key.
   *
   * @param key replaces an entry for the same key
   * @return a new list
   */
  public TrustList with(TrustedKey key) {
    List<TrustedKey> keys = new ArrayList<>(byThumbprint.values());
    keys.add(key);
    return new TrustList(keys);
  }

  /**
   * This list and, where it does not know the key yet, one more.
   *
   * @param key such as the gateway's own; a revocation in the list stays in force
   * @return a new list, or this one
   */
  public TrustList withDefault(TrustedKey key) {
    return byThumbprint.containsKey(key.key().thumbprint()) ? this : with(key);
  }

  /**
   * Finds a key.
   *
   * @param thumbprint RFC 7638
   * @return the entry, revoked ones included
   */
  public Optional<TrustedKey> find(String thumbprint) {
    return Optional.ofNullable(byThumbprint.get(thumbprint));
  }

  /**
   * All entries.
   *
   * @return in the order of the file
   */
  public List<TrustedKey> keys() {
    return List.copyOf(byThumbprint.values());
  }

  /**
   * The list as a file.
   *
   * @return UTF-8 JSON
   */
  public byte[] write() {
    return StrictJson.writeReadable(toJson());
  }

  /**
   * The list as JSON.
   *
   * @return a new object
   */
  public ObjectNode toJson() {
    ObjectNode root = StrictJson.object().put("schema", SCHEMA);
    ArrayNode keys = root.putArray("keys");
    for (TrustedKey key : byThumbprint.values()) {
      ObjectNode entry = keys.addObject();
      entry.put("name", key.name());
      entry.put("status", key.status().name().toLowerCase(Locale.ROOT));
      key.validFrom().ifPresent(instant -> entry.put("validFrom", instant.toString()));
      key.validUntil().ifPresent(instant -> entry.put("validUntil", instant.toString()));
      entry.set("jwk", key.key().toJson());
    }
    return root;
  }

  private static TrustedKey entry(JsonNode entry) throws Malformed {
    for (String member : entry.propertyNames()) {
      if (!MEMBERS.contains(member)) {
        throw new Malformed("unknown member '" + member + "'");
      }
    }
    TrustedKey.Status status =
        switch (entry.path("status").asString("")) {
          case "active" -> TrustedKey.Status.ACTIVE;
          case "revoked" -> TrustedKey.Status.REVOKED;
          default -> throw new Malformed("its status is neither active nor revoked");
        };
    return new TrustedKey(
        entry.path("name").asString(""),
        PublicJwk.parse(entry.path("jwk")),
        status,
        instant(entry, "validFrom"),
        instant(entry, "validUntil"));
  }

  private static Optional<Instant> instant(JsonNode entry, String member) throws Malformed {
    if (!entry.has(member)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(entry.path(member).asString("")));
    } catch (DateTimeParseException e) {
      throw new Malformed(member + " is no instant such as 2026-01-31T00:00:00Z");
    }
  }
}
