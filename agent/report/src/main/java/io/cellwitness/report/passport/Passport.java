package io.cellwitness.report.passport;

import io.cellwitness.health.QuantityNames;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.jose.StrictJson;
import io.cellwitness.report.passport.Attribute.Absent;
import io.cellwitness.report.passport.Attribute.Known;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The report for battery passports: BatteryPass {@code PerformanceAndDurability} 1.2.1, {@code
 * batteryCondition}, and Catena-X battery pass 6.1.0, {@code performance.dynamic}.
 *
 * <p>Both models demand values that no gateway can measure. Those are left out and listed with the
 * reason; a stand-in number never appears. Date, originator, uncertainty and method of each value,
 * for which neither model has room, stand in {@code provenance} (DIN DKE SPEC 99100, 6.7.1).
 */
public final class Passport {

  /** Name and version of the layout. */
  public static final String SCHEMA = "cellwitness-passport/1";

  /** BatteryPass 1.2.1. */
  public static final String BATTERY_PASS =
      "urn:samm:io.BatteryPass.Performance:1.2.1#PerformanceAndDurability";

  /** Catena-X 6.1.0. */
  public static final String CATENA_X =
      "urn:samm:io.catenax.battery.battery_pass:6.1.0#BatteryPass";

  private static final Absent NO_POWER =
      new Absent("NOT_MEASURED", "A charge does not show the power the battery can still give.");
  private static final Absent NO_SELF_DISCHARGE =
      new Absent("NOT_MEASURED", "Self-discharge takes weeks at rest to see.");
  private static final Absent NO_EFFICIENCY =
      new Absent(
          "NOT_MEASURED",
          "Efficiency needs a full charge and a full discharge under the same conditions.");
  private static final Absent NO_NEW_RESISTANCE =
      new Absent("REFERENCE_UNKNOWN", "The resistance of this battery when new is not known.");
  private static final Absent NO_SINGLE_CELL =
      new Absent(
          "NOT_MEASURED",
          "Only elements in series are seen from outside; how many cells share one is not known.");
  private static final Absent NO_MODULE =
      new Absent("NOT_MEASURED", "Modules are not seen from outside.");
  private static final Absent NO_LIFETIME_TEMPERATURE =
      new Absent(
          "NOT_MEASURED",
          "Only the hours of this recording are known, not those of the battery's life.");
  private static final Absent NO_HISTORY =
      new Absent(
          "NOT_MEASURED",
          "This measurement saw none, but it cannot know what happened before it began.");

  private final ObjectNode condition;
  private final ObjectNode dynamic;
  private final ObjectNode provenance;
  private final ArrayNode absent;

  private Passport(ObjectNode passport) {
    ObjectNode batteryPass = passport.putObject("batteryPass").put("model", BATTERY_PASS);
    this.condition = batteryPass.putObject("batteryCondition");
    ObjectNode catenaX = passport.putObject("catenaX").put("model", CATENA_X);
    this.dynamic = catenaX.putObject("performance").putObject("dynamic");
    this.provenance = passport.putObject("provenance");
    this.absent = passport.putArray("absent");
  }

  /**
   * Writes the passport data of a report.
   *
   * @param report signed
   * @return a new object
   */
  public static ObjectNode of(SignedReport report) {
    ObjectNode content = report.report();
    ObjectNode passport = StrictJson.object();
    passport.put("schema", SCHEMA);
    passport.put("reportId", report.reportId().toString());
    passport.put("reportSha256", report.payloadHash());
    new Passport(passport).write(content);
    return passport;
  }

  private void write(ObjectNode report) {
    Values values = new Values(report);
    both("remainingCapacity", "capacity.capacity", values.own(QuantityNames.CAPACITY));
    both("capacityFade", "capacity.fade", values.capacityFade());
    both("remainingEnergy", "energy.remaining", values.own(QuantityNames.USABLE_ENERGY));
    both("stateOfCertifiedEnergy", "energy.soce", values.own(QuantityNames.SOCE));
    both("stateOfCharge", "stateOfCharge", values.declared(QuantityNames.SOC));
    both(
        "capacityThroughput",
        "capacity.throughput",
        values.throughput(QuantityNames.CHARGED_AH, QuantityNames.CONSUMED_AH));
    both(
        "energyThroughput",
        "energy.throughput",
        values.throughput(QuantityNames.CHARGED_KWH, QuantityNames.CONSUMED_KWH));
    both("numberOfFullCycles", "fullCycles", values.fullCycles());
    catenaX("resistance.remaining.pack", values.packResistance());
    catenaX("resistance.remaining.cell", NO_SINGLE_CELL);
    catenaX("resistance.remaining.module", NO_MODULE);
    catenaX("resistance.increase.pack", NO_NEW_RESISTANCE);
    catenaX("resistance.increase.cell", NO_NEW_RESISTANCE);
    catenaX("resistance.increase.module", NO_NEW_RESISTANCE);
    batteryPass("internalResistanceIncrease", NO_NEW_RESISTANCE);
    both("remainingPowerCapability", "power.remaining", values.powerWatts().or(NO_POWER));
    catenaX("power.fade", values.fade(QuantityNames.POWER_REMAINING).or(NO_POWER));
    both(
        "remainingRoundTripEnergyEfficiency",
        "roundTripEfficiency.remaining",
        values.own(QuantityNames.ROUND_TRIP).or(NO_EFFICIENCY));
    catenaX(
        "roundTripEfficiency.fade",
        values.fade(QuantityNames.ROUND_TRIP_REMAINING).or(NO_EFFICIENCY));
    both(
        "currentSelfDischargingRate",
        "selfDischargingRate",
        values.own(QuantityNames.SELF_DISCHARGE).or(NO_SELF_DISCHARGE));
    batteryPass("evolutionOfSelfDischarge", NO_SELF_DISCHARGE);
    batteryPass("temperatureInformation", NO_LIFETIME_TEMPERATURE);
    catenaX("operatingEnvironment", NO_LIFETIME_TEMPERATURE);
    negativeEvents(report);
    document(report);
  }

  private void both(String name, String path, Attribute attribute) {
    batteryPass(name, attribute);
    catenaX(path, attribute);
  }

  private void batteryPass(String name, Attribute attribute) {
    String full = "batteryPass.batteryCondition." + name;
    if (record(full, attribute) instanceof Known known) {
      condition.putObject(name).put(name + "Value", known.value()).put("lastUpdate", known.date());
    }
  }

  private void catenaX(String path, Attribute attribute) {
    String full = "catenaX.performance.dynamic." + path;
    if (record(full, attribute) instanceof Known known) {
      ObjectNode at = dynamic;
      for (String step : path.split("\\.", -1)) {
        at = at.withObjectProperty(step);
      }
      at.put("value", known.value()).put("time", known.date());
    }
  }

  private Attribute record(String path, Attribute attribute) {
    if (attribute instanceof Absent missing) {
      absent
          .addObject()
          .put("path", path)
          .put("code", missing.code())
          .put("reason", missing.reason());
    } else if (attribute instanceof Known known) {
      ObjectNode facts = provenance.putObject(path);
      facts.put("date", known.date()).put("originator", known.originator());
      known
          .uncertainty()
          .ifPresentOrElse(
              u -> facts.put("uncertainty", u).put("coverageFactor", 2),
              () -> facts.put("uncertainty", "not stated"));
      facts.put("unit", known.unit()).put("method", known.method());
    }
    return attribute;
  }

  /** Safety alarms are the only events this gateway sees for itself. */
  private void negativeEvents(ObjectNode report) {
    JsonNode alarms = report.path("alarms");
    if (alarms.isEmpty()) {
      record("batteryPass.batteryCondition.negativeEvents", NO_HISTORY);
      record("catenaX.performance.dynamic.negativeEvents", NO_HISTORY);
      return;
    }
    String date = report.at("/time/finished").asString("");
    ArrayNode events = condition.putArray("negativeEvents");
    ArrayNode documents = dynamic.putArray("negativeEvents");
    for (JsonNode alarm : alarms) {
      String text = alarm.path("text").asString("") + " " + alarm.path("evidence").asString("");
      events.addObject().put("negativeEvent", text.strip()).put("lastUpdate", date);
      document(documents, alarm.path("code").asString(""), text.strip());
    }
  }

  private void document(ObjectNode report) {
    document(
        dynamic.putArray("performanceDocument"),
        "CellWitness report",
        "urn:uuid:" + report.path("reportId").asString(""));
  }

  private static void document(ArrayNode documents, String header, String content) {
    documents
        .addObject()
        .put("contentType", "text/plain")
        .put("header", header)
        .put("content", content);
  }
}
