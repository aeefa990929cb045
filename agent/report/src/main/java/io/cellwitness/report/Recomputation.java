package io.cellwitness.report;

import io.cellwitness.api.Stamp;
import io.cellwitness.health.HealthResult;
import io.cellwitness.report.jose.StrictJson;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the method made of the readings, as bytes. The same readings under the same version of the
 * method give the same bytes, so anyone who holds the raw session can prove a report or refute it.
 */
public final class Recomputation {

  /** The members of a report that follow from the readings alone, in the order of the report. */
  public static final List<String> MEMBERS =
      List.of("method", "evidence", "alarms", "results", "findings", "window", "cells", "curve");

  private Recomputation() {}

  /**
   * The bytes of a fresh evaluation.
   *
   * @param health what the method says now
   * @param finished stamp of the last reading
   * @return UTF-8 JSON
   */
  public static byte[] of(HealthResult health, Stamp finished) {
    ObjectNode report = StrictJson.object();
    ReportWriter.evaluation(report, health, finished);
    return of(report);
  }

  /**
   * The bytes that a report holds.
   *
   * @param report its content
   * @return UTF-8 JSON
   */
  public static byte[] of(ObjectNode report) {
    ObjectNode evaluation = StrictJson.object();
    for (String member : MEMBERS) {
      if (report.has(member)) {
        evaluation.set(member, report.get(member));
      }
    }
    return StrictJson.write(evaluation);
  }
}
