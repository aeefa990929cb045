package io.cellwitness.gateway.cli;

import io.cellwitness.api.CellFacts.RestVoltage;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Version;
import io.cellwitness.health.CardLearner;
import io.cellwitness.health.HealthEstimator;
import io.cellwitness.health.electrode.PackCard;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A learned card as JSON; its {@code card} has the form a vehicle profile takes. */
final class CardView {

  private CardView() {}

  /**
   * Writes it.
   *
   * @param learned the card or what is missing
   * @param charges what it was learned from
   * @param makersEmpty the empty voltage where it was given, not recorded
   */
  static ObjectNode event(
      CardLearner.Learned learned, RecordedCharges charges, Optional<RestVoltage> makersEmpty) {
    ObjectNode event = Console.event("card");
    learned.card().ifPresent(card -> put(event, card, makersEmpty));
    ArrayNode missing = event.putArray("missing");
    learned.missing().forEach(missing::add);
    ObjectNode provenance = event.putObject("provenance");
    provenance.put("software", Version.SOFTWARE).put("method", HealthEstimator.METHOD_VERSION);
    provenance.put("series", charges.pack().cellsInSeries().orElseThrow());
    provenance
        .putObject("nominalAh")
        .put("value", charges.pack().nominalAh().orElseThrow().value())
        .put("source", charges.pack().nominalAh().orElseThrow().source());
    ArrayNode recordings = provenance.putArray("recordings");
    for (RecordedCharges.Recorded recorded : charges.recordings()) {
      ObjectNode node = recordings.addObject().put("sha256", recorded.sha256());
      recorded.session().ifPresent(name -> node.put("session", name));
    }
    ArrayNode notes = provenance.putArray("notes");
    charges.notes().forEach(notes::add);
    return event;
  }

  private static void put(ObjectNode event, PackCard card, Optional<RestVoltage> makersEmpty) {
    ObjectNode node = event.putObject("card");
    put(
        node,
        "emptyRestV",
        makersEmpty.orElse(new RestVoltage(card.emptyV(), card.emptyU(), card.source())));
    put(node, "fullRestV", new RestVoltage(card.fullV(), card.fullU(), card.source()));
    card.cathode().ifPresent(cathode -> node.put("cathodeClass", cathode.id()));
    card.reference()
        .ifPresent(
            reference ->
                event
                    .putObject("reference")
                    .put("cathodeClass", reference.cathode().id())
                    .put("graphite", reference.graphite().column())
                    .put("y0", rounded(reference.y0()))
                    .put("logRatio", rounded(reference.logRatio()))
                    .put("offsetV", rounded(reference.offsetV()))
                    .put("source", card.source()));
  }

  private static void put(ObjectNode card, String name, RestVoltage rest) {
    card.putObject(name)
        .put("value", rounded(rest.volts()))
        .put("uncertaintyV", rest.uncertaintyV())
        .put("source", rest.source());
  }

  /** Five decimals: a hundred times finer than anything here is known. */
  private static double rounded(double value) {
    return Math.rint(value * 1e5) / 1e5;
  }
}
