package io.cellwitness.report;

import io.cellwitness.api.CellFacts.ReferenceCharge;
import io.cellwitness.api.CellFacts.RestVoltage;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Sourced;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.health.CellSnapshot;
import io.cellwitness.health.CurvePoint;
import io.cellwitness.health.Finding;
import io.cellwitness.health.HealthResult;
import io.cellwitness.health.WindowFacts;
import io.cellwitness.report.jose.StrictJson;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lays a report out as JSON, member by member in the order of {@code report-1.json}. */
final class ReportWriter {

  private static final int REFERENCE_SCALE = 5;

  private ReportWriter() {}

  /**
   * Writes the report.
   *
   * @param input everything in it
   * @return a new object
   */
  static ObjectNode write(ReportInput input) {
    HealthResult health = input.health();
    ObjectNode report = StrictJson.object();
    report.put("schema", ReportPayload.SCHEMA);
    report.put("reportId", input.reportId().toString());
    chain(report.putObject("chain"), input);
    gateway(report.putObject("gateway"), input.gateway());
    time(report.putObject("time"), input);
    report
        .putObject("source")
        .put("kind", Results.word(input.source().kind()))
        .put("description", input.source().description());
    report
        .putObject("session")
        .put("file", ReportFiles.SESSION)
        .put("sha256", input.sessionSha256());
    vehicle(report.putObject("vehicle"), input);
    pack(report.putObject("pack"), input.vehicle().pack());
    references(report.putArray("references"), input.vehicle().pack());
    evaluation(report, health, input.finished());
    ArrayNode limits = report.putArray("limits");
    Limits.of(input.vehicle())
        .forEach(limit -> limits.addObject().put("code", limit.code()).put("text", limit.text()));
    return report;
  }

  /**
   * Writes what the method made of the readings: the members named in {@link
   * Recomputation#MEMBERS}.
   *
   * @param report receives them
   * @param health what the method says
   * @param finished last reading
   */
  static void evaluation(ObjectNode report, HealthResult health, Stamp finished) {
    ObjectNode method = report.putObject("method").put("version", health.methodVersion());
    health.curvesSha256().ifPresent(hash -> method.put("halfCellsSha256", hash));
    report.putObject("evidence").put("grade", Results.evidenceGrade(health));
    findings(report.putArray("alarms"), health.alarms());
    Results.write(report.putArray("results"), health, finished);
    findings(report.putArray("findings"), health.findings());
    health.window().ifPresent(window -> window(report.putObject("window"), window));
    health.cells().ifPresent(cells -> cells(report.putObject("cells"), cells));
    if (!health.curve().isEmpty()) {
      curve(report.putObject("curve"), health.curve());
    }
  }

  private static void chain(ObjectNode node, ReportInput input) {
    node.put("gateway", input.gateway().id());
    node.put("sequence", input.chain().sequence());
    input.chain().previousHash().ifPresent(hash -> node.put("previous", hash));
  }

  private static void gateway(ObjectNode node, ReportInput.Gateway gateway) {
    node.put("id", gateway.id());
    node.put("name", gateway.name());
    node.put("software", "CellWitness " + gateway.softwareVersion());
    gateway.operator().ifPresent(operator -> node.put("operator", operator));
  }

  private static void time(ObjectNode node, ReportInput input) {
    node.put("started", ReportPayload.instant(input.started().wall()));
    node.put("finished", ReportPayload.instant(input.finished().wall()));
    node.put("issued", ReportPayload.instant(input.issued().wall()));
    node.put("measuredClockSynced", input.measuredClockSynced());
    node.put("issuedClockSynced", input.issued().clockSynced());
  }

  private static void vehicle(ObjectNode node, ReportInput input) {
    VehicleFacts vehicle = input.vehicle();
    vehicle.model().ifPresent(model -> node.put("model", model));
    input.vin().ifPresent(vin -> node.putArray("_sd").add(vin.digest()));
    ArrayNode sources = node.putArray("vinSources");
    vehicle.vinSources().forEach(sources::add);
    vehicle
        .profileId()
        .ifPresent(
            id -> {
              ObjectNode profile = node.putObject("profile").put("id", id);
              vehicle.profileHash().ifPresent(hash -> profile.put("sha256", hash));
            });
    ObjectNode link = node.putObject("link");
    new TreeMap<>(vehicle.link()).forEach(link::put);
  }

  private static void pack(ObjectNode node, PackFacts pack) {
    node.put("chemistry", pack.chemistry().name());
    pack.cellsInSeries().ifPresent(cells -> node.put("cellsInSeries", cells));
    if (pack.use().stationary()) {
      node.put("stationary", true);
    }
    pack.cell().cathodeClass().ifPresent(cathode -> node.put("cathodeClass", cathode));
    pack.cell().reference().ifPresent(known -> reference(node.putObject("cellReference"), known));
  }

  private static void references(ArrayNode node, PackFacts pack) {
    pack.nominalAh().ifPresent(value -> reference(node, "nominalCapacity", value, "Ah"));
    pack.certifiedKwh().ifPresent(value -> reference(node, "certifiedEnergy", value, "kWh"));
    pack.nominalKwh().ifPresent(value -> reference(node, "nominalEnergy", value, "kWh"));
    pack.use().ratedPowerKw().ifPresent(v -> reference(node, "ratedPower", v, "kW"));
    pack.use().roundTripPct().ifPresent(v -> reference(node, "roundTripEfficiency", v, "%"));
    pack.use().consumptionWhPerKm().ifPresent(v -> reference(node, "consumption", v, "Wh/km"));
    pack.use().ageYears().ifPresent(v -> reference(node, "age", v, "a"));
    pack.cell().emptyRest().ifPresent(rest -> reference(node, "cellRestVoltageEmpty", rest));
    pack.cell().fullRest().ifPresent(rest -> reference(node, "cellRestVoltageFull", rest));
  }

  private static void reference(ArrayNode node, String name, Sourced value, String unit) {
    node.addObject()
        .put("name", name)
        .put("value", Decimals.of(value.value(), unit))
        .put("unit", unit)
        .put("source", value.source());
  }

  private static void reference(ArrayNode node, String name, RestVoltage rest) {
    reference(node, name, new Sourced(rest.volts(), rest.source()), "V");
  }

  private static void reference(ObjectNode node, ReferenceCharge reference) {
    node.put("cathodeClass", reference.cathodeClass());
    node.put("graphite", reference.graphite());
    node.put("y0", Decimals.of(reference.y0(), REFERENCE_SCALE));
    node.put("logRatio", Decimals.of(reference.logRatio(), REFERENCE_SCALE));
    node.put("offsetV", Decimals.of(reference.offsetV(), REFERENCE_SCALE));
    node.put("source", reference.source());
  }

  private static void findings(ArrayNode node, List<Finding> findings) {
    for (Finding finding : findings) {
      node.addObject()
          .put("code", finding.code())
          .put("severity", Results.word(finding.severity()))
          .put("text", finding.text())
          .put("evidence", finding.evidence());
    }
  }

  private static void window(ObjectNode node, WindowFacts window) {
    node.put("widthPct", Decimals.of(window.widthPct(), "%"));
    node.put("windows", window.windows());
    node.put("startSocPct", Decimals.of(window.startSocPct(), "%"));
    node.put("endSocPct", Decimals.of(window.endSocPct(), "%"));
    node.put("hours", Decimals.of(window.hours(), 3));
    node.put("meanCurrentA", Decimals.of(window.meanCurrentA(), 2));
  }

  private static void cells(ObjectNode node, CellSnapshot cells) {
    node.put("atRest", cells.atRest());
    ArrayNode numbers = node.putArray("cell");
    ArrayNode voltages = node.putArray("voltageV");
    cells
        .voltagesV()
        .forEach(
            (cell, voltage) -> {
              numbers.add(cell);
              voltages.add(Decimals.of(voltage, "V"));
            });
  }

  private static void curve(ObjectNode node, List<CurvePoint> curve) {
    ArrayNode time = node.putArray("timeS");
    ArrayNode current = node.putArray("currentA");
    ArrayNode voltage = node.putArray("voltageV");
    ArrayNode soc = node.putArray("socPct");
    for (CurvePoint point : curve) {
      time.add(Decimals.of(point.timeS(), 1));
      current.add(Decimals.of(point.currentA(), 2));
      addOrNull(voltage, point.voltageV());
      addOrNull(soc, point.socPct());
    }
  }

  /** In a column a missing value is JSON's null, so that the rows stay aligned. */
  private static void addOrNull(ArrayNode column, OptionalDouble value) {
    if (value.isPresent()) {
      column.add(Decimals.of(value.getAsDouble(), 2));
    } else {
      column.addNull();
    }
  }
}
