package io.cellwitness.report.qr;

import io.cellwitness.health.QuantityNames;
import io.cellwitness.report.jose.Base64Url;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.StrictJson;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The few claims of a report that fit a QR code, as a CWT claim set (RFC 8392): 6 issued at, 7
 * report id, and our own map under -65537.
 *
 * <pre>
 * 1 payload hash, bytes          the report this code belongs to
 * 2 sequence, integer            its number in the gateway's chain
 * 3 source, 0 live 1 recording 2 simulation
 * 4 measured on, epoch seconds
 * 5 VIN commitment, bytes        absent when no VIN was read
 * 6 model, text                  at most 40 bytes, absent when not known
 * 7 state of health (capacity)   [value, U95] in 0.01 %
 * 8 capacity                     [value, U95] in 0.01 Ah
 * 9 usable energy                [value, U95] in 0.01 kWh
 * 10 state of health declared    0.01 %
 * 11 class, text                 A or B
 * 12 refusal code, text          when no capacity was measured
 * 13 open alarms, integer
 * 14 1 when the clock of "issued at" was not known to be right, otherwise absent
 * </pre>
 */
final class QrClaims {

  private static final long ISSUED_AT = 6;
  private static final long TOKEN_ID = 7;
  private static final long OWN = -65537;
  private static final int MODEL_BYTES = 40;
  private static final List<String> SOURCES = List.of("live", "recording", "simulation");

  private QrClaims() {}

  static byte[] of(ObjectNode report, byte[] payloadHash) {
    Map<Long, Cbor> own = new TreeMap<>();
    own.put(1L, new Cbor.Bytes(payloadHash));
    own.put(2L, new Cbor.Int(report.at("/chain/sequence").longValue()));
    own.put(3L, new Cbor.Int(SOURCES.indexOf(report.at("/source/kind").asString())));
    own.put(4L, new Cbor.Int(seconds(report.at("/time/finished"))));
    JsonNode digest = report.at("/vehicle/_sd/0");
    if (digest.isString()) {
      own.put(5L, new Cbor.Bytes(decoded(digest.asString())));
    }
    String model = report.at("/vehicle/model").asString("");
    if (!model.isEmpty()) {
      own.put(6L, new Cbor.Text(cut(model)));
    }
    for (JsonNode result : report.path("results")) {
      result(own, result);
    }
    String grade = report.at("/evidence/grade").asString("none");
    if (!grade.equals("none")) {
      own.put(11L, new Cbor.Text(grade));
    }
    own.put(13L, new Cbor.Int(report.path("alarms").size()));
    if (!report.at("/time/issuedClockSynced").asBoolean(false)) {
      own.put(14L, new Cbor.Int(1));
    }
    UUID id = UUID.fromString(report.path("reportId").asString());
    ByteBuffer idBytes = ByteBuffer.allocate(16);
    idBytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return new Cbor.Struct(
            Map.of(
                ISSUED_AT, new Cbor.Int(seconds(report.at("/time/issued"))),
                TOKEN_ID, new Cbor.Bytes(idBytes.array()),
                OWN, new Cbor.Struct(own)))
        .encode();
  }

  /**
   * Reads claims back into the layout of a report, as far as they go.
   *
   * @param payload CBOR
   * @return an object with the members of {@code report-1.json} that a code can fill, and {@code
   *     payloadHash}
   * @throws Malformed when a claim is missing or of the wrong kind
   */
  static ObjectNode read(byte[] payload) throws Malformed {
    if (CborReader.read(payload) instanceof Cbor.Struct all
        && all.members().get(ISSUED_AT) instanceof Cbor.Int issued
        && all.members().get(TOKEN_ID) instanceof Cbor.Bytes id
        && id.value().length == 16
        && all.members().get(OWN) instanceof Cbor.Struct own
        && own.members().get(1L) instanceof Cbor.Bytes hash
        && own.members().get(2L) instanceof Cbor.Int sequence
        && own.members().get(3L) instanceof Cbor.Int source
        && source.value() >= 0
        && source.value() < SOURCES.size()
        && own.members().get(4L) instanceof Cbor.Int measured
        && own.members().get(13L) instanceof Cbor.Int alarms) {
      ByteBuffer idBytes = ByteBuffer.wrap(id.value());
      ObjectNode report = StrictJson.object();
      report.put("reportId", new UUID(idBytes.getLong(), idBytes.getLong()).toString());
      report.put("payloadHash", HexFormat.of().formatHex(hash.value()));
      report.putObject("chain").put("sequence", sequence.value());
      report
          .putObject("time")
          .put("finished", instant(measured.value()))
          .put("issued", instant(issued.value()))
          .put("issuedClockSynced", !own.members().containsKey(14L));
      report.putObject("source").put("kind", SOURCES.get((int) source.value()));
      vehicle(report.putObject("vehicle"), own);
      report
          .putObject("evidence")
          .put("grade", own.members().get(11L) instanceof Cbor.Text text ? text.value() : "none");
      report.put("alarmCount", alarms.value());
      results(report.putArray("results"), own);
      return report;
    }
    throw new Malformed("not the claims of a report");
  }

  private static void result(Map<Long, Cbor> own, JsonNode result) {
    boolean declared = result.path("originator").asString("").equals("declared");
    String name = result.path("name").asString("");
    if (declared) {
      if (name.equals(QuantityNames.SOH_DECLARED) && result.has("value")) {
        own.put(10L, hundredths(result.path("value")));
      }
      return;
    }
    long key =
        switch (name) {
          case QuantityNames.SOH_CAPACITY -> 7;
          case QuantityNames.CAPACITY -> 8;
          case QuantityNames.USABLE_ENERGY -> 9;
          default -> 0;
        };
    if (key != 0 && result.has("value") && result.has("uncertainty")) {
      own.put(
          key,
          new Cbor.Array(
              List.of(hundredths(result.path("value")), hundredths(result.path("uncertainty")))));
    } else if (key == 8 && result.has("refusal")) {
      own.put(12L, new Cbor.Text(result.at("/refusal/code").asString("")));
    }
  }

  private static void vehicle(ObjectNode vehicle, Cbor.Struct own) {
    if (own.members().get(5L) instanceof Cbor.Bytes digest) {
      vehicle.putArray("_sd").add(Base64Url.encode(digest.value()));
    }
    if (own.members().get(6L) instanceof Cbor.Text model) {
      vehicle.put("model", model.value());
    }
  }

  private static void results(ArrayNode results, Cbor.Struct own) {
    measured(results, own.members().get(7L), QuantityNames.SOH_CAPACITY, "%");
    measured(results, own.members().get(8L), QuantityNames.CAPACITY, "Ah");
    measured(results, own.members().get(9L), QuantityNames.USABLE_ENERGY, "kWh");
    if (own.members().get(10L) instanceof Cbor.Int declared) {
      results
          .addObject()
          .put("name", QuantityNames.SOH_DECLARED)
          .put("originator", "declared")
          .put("value", BigDecimal.valueOf(declared.value(), 2))
          .put("unit", "%");
    }
    if (own.members().get(12L) instanceof Cbor.Text code) {
      ObjectNode refused = results.addObject();
      refused.put("name", QuantityNames.CAPACITY).put("originator", "measured");
      refused.putObject("refusal").put("code", code.value()).put("text", "");
    }
  }

  private static void measured(ArrayNode results, Cbor claim, String name, String unit) {
    if (claim instanceof Cbor.Array pair
        && pair.items().size() == 2
        && pair.items().get(0) instanceof Cbor.Int value
        && pair.items().get(1) instanceof Cbor.Int uncertainty) {
      results
          .addObject()
          .put("name", name)
          .put("originator", "measured")
          .put("value", BigDecimal.valueOf(value.value(), 2))
          .put("unit", unit)
          .put("uncertainty", BigDecimal.valueOf(uncertainty.value(), 2));
    }
  }

  private static Cbor.Int hundredths(JsonNode number) {
    return new Cbor.Int(number.decimalValue().movePointRight(2).longValue());
  }

  private static long seconds(JsonNode instant) {
    return Instant.parse(instant.asString()).getEpochSecond();
  }

  private static String instant(long seconds) throws Malformed {
    try {
      return Instant.ofEpochSecond(seconds).toString();
    } catch (DateTimeException e) {
      throw new Malformed("a date that no calendar has");
    }
  }

  /** Cuts at a character, not in the middle of one. */
  private static String cut(String model) {
    StringBuilder kept = new StringBuilder();
    int bytes = 0;
    for (int c : model.codePoints().toArray()) {
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > MODEL_BYTES) {
        break;
      }
      kept.appendCodePoint(c);
    }
    return kept.toString();
  }

  private static byte[] decoded(String digest) {
    try {
      return Base64Url.decode(digest);
    } catch (Malformed e) {
      throw new IllegalStateException("a digest that is not base64url", e);
    }
  }
}
