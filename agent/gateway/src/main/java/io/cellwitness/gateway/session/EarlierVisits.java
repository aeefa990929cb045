package io.cellwitness.gateway.session;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.store.ReportRow;
import io.cellwitness.health.QuantityNames;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.ReportInput;
import io.cellwitness.report.trust.Check.Outcome;
import io.cellwitness.report.trust.Check.Subject;
import io.cellwitness.report.trust.Expectations;
import io.cellwitness.report.trust.TrustList;
import io.cellwitness.report.trust.TrustedKey;
import io.cellwitness.report.trust.Verdict;
import io.cellwitness.report.trust.Verifier;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What this gateway's own signed reports say of earlier visits of a car, as readings: they go into
 * the session file like everything else the result rests on, so that it can be recomputed. A report
 * counts as it does for {@code verify} on this gateway: also after a change of key, never when its
 * key was stolen.
 */
final class EarlierVisits {

  /** Visits looked back to; older ones weigh little. */
  private static final int MOST = 8;

  private static final String SOC_WINDOW = "soc-window/1";

  private final Station station;
  private final Consumer<String> note;

  /**
   * Looks into a gateway's own store.
   *
   * @param station the gateway
   * @param note told when former keys cannot be read
   */
  EarlierVisits(Station station, Consumer<String> note) {
    this.station = station;
    this.note = note;
  }

  /**
   * Readings of earlier visits.
   *
   * @param pack pseudonym of the pack
   * @param kind only visits of the same kind count: a simulation says nothing of a real car
   * @param started when this visit began
   * @param at stamp the readings bear
   * @return numbered from 1, the oldest first; empty for a car that was never here
   */
  List<Reading> readings(String pack, ReportInput.Source.Kind kind, Instant started, Stamp at) {
    List<ReportRow> rows = new ArrayList<>(station.store().reports());
    Collections.reverse(rows);
    Verifier verifier = new Verifier(believed());
    List<ObjectNode> reports = new ArrayList<>();
    for (ReportRow row : rows) {
      if (reports.size() == MOST) {
        break;
      }
      if (row.pack().equals(Optional.of(pack))) {
        station
            .store()
            .jws(row.id())
            .flatMap(jws -> content(verifier.verify(jws, Expectations.at(started))))
            .filter(r -> r.path("source").path("kind").asString("").equals(word(kind)))
            .filter(r -> finished(r).filter(f -> !f.isAfter(started)).isPresent())
            .ifPresent(reports::add);
      }
    }
    Collections.reverse(reports);
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < reports.size(); i++) {
      add(readings, reports.get(i), i + 1, at);
    }
    return readings;
  }

  /** A broken list must not cost a measurement of hours: then only the present key counts. */
  private TrustList believed() {
    try {
      return TrustSource.of(station.settings(), Optional.empty());
    } catch (ReportException | Failure e) {
      note.accept("visits before the last change of key are left out: " + e.getMessage());
      return TrustList.EMPTY.with(TrustedKey.active("this gateway", station.key().publicKey()));
    }
  }

  private static Optional<ObjectNode> content(Verdict verdict) {
    return verdict.of(Subject.ISSUER).outcome() == Outcome.PASS
        ? verdict.report()
        : Optional.empty();
  }

  private static void add(List<Reading> readings, ObjectNode report, int number, Stamp at) {
    String source = "report " + report.path("reportId").asString("");
    List<Reading> found = new ArrayList<>();
    JsonNode capacity = bySoc(report.path("results"));
    put(found, Signals.EARLIER_CAPACITY, number(capacity, "value"), number, source, at);
    put(
        found,
        Signals.EARLIER_WIDTH,
        capacity.isMissingNode()
            ? OptionalDouble.empty()
            : number(report.path("window"), "widthPct"),
        number,
        source,
        at);
    put(found, Signals.EARLIER_CHARGE_U, chargeU(capacity), number, source, at);
    put(found, Signals.EARLIER_SOC, declared(report, QuantityNames.SOC), number, source, at);
    put(
        found,
        Signals.EARLIER_CHARGED,
        declared(report, QuantityNames.CHARGED_AH),
        number,
        source,
        at);
    put(
        found,
        Signals.EARLIER_CONSUMED,
        declared(report, QuantityNames.CONSUMED_AH),
        number,
        source,
        at);
    double epochS = finished(report).orElseThrow().toEpochMilli() / 1000.0;
    put(found, Signals.EARLIER_TIME, OptionalDouble.of(epochS), number, source, at);
    readings.addAll(found);
  }

  /** The capacity by charge over state of charge, whether it was the answer or stood beside it. */
  private static JsonNode bySoc(JsonNode results) {
    for (JsonNode result : results) {
      String name = result.path("name").asString("");
      boolean named =
          name.equals(QuantityNames.CAPACITY) || name.equals(QuantityNames.CAPACITY_SOC);
      if (named && result.path("method").asString("").equals(SOC_WINDOW)) {
        return result;
      }
    }
    return results.path("none");
  }

  /** Root sum of squares of the terms that are not of the SOC scale, %. */
  private static OptionalDouble chargeU(JsonNode capacity) {
    if (capacity.isMissingNode()) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (JsonNode term : capacity.path("budget")) {
      String name = term.path("name").asString("");
      if (!name.equals("soc_scale") && !name.equals("soc_step") && !name.equals("consistency")) {
        sum += Math.pow(term.path("relative").asDouble(0), 2);
      }
    }
    return OptionalDouble.of(100 * Math.sqrt(sum));
  }

  private static OptionalDouble declared(ObjectNode report, String name) {
    for (JsonNode result : report.path("results")) {
      if (result.path("name").asString("").equals(name)
          && result.path("originator").asString("").equals("declared")) {
        return number(result, "value");
      }
    }
    return OptionalDouble.empty();
  }

  private static OptionalDouble number(JsonNode node, String member) {
    return node.path(member).isNumber()
        ? OptionalDouble.of(node.path(member).doubleValue())
        : OptionalDouble.empty();
  }

  private static void put(
      List<Reading> readings,
      Signal signal,
      OptionalDouble value,
      int number,
      String source,
      Stamp at) {
    value.ifPresent(
        v -> readings.add(new Reading(signal, number, new Value.Number(v), at, source)));
  }

  private static Optional<Instant> finished(ObjectNode report) {
    try {
      return Optional.of(Instant.parse(report.path("time").path("finished").asString("")));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static String word(ReportInput.Source.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
