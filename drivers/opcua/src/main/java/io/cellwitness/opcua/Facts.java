package io.cellwitness.opcua;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.opcua.config.OpcUaSource;
import io.cellwitness.opcua.link.ServerFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a connection tells of the vehicle and of the server it was made to. */
final class Facts {

  private Facts() {}

  static VehicleFacts of(
      OpcUaSource source, ServerFacts server, List<Reading> first, DriverContext context) {
    Optional<Reading> vin = text(first, Signals.VIN);
    Optional<String> valid = vin.map(r -> ((Value.Text) r.value()).text()).filter(Facts::isVin);
    if (vin.isPresent() && valid.isEmpty()) {
      context.notes().accept("the OPC UA server's VIN is not one (ISO 3779) and is left out");
    }
    Optional<String> packId = packId(source, first, context);
    Map<String, String> link = new LinkedHashMap<>();
    link.put("adapter", "OPC UA server " + server.applicationName());
    if (server.certificateSha256().isPresent()) {
      // Under policy None the server only claims it.
      link.put("opcua.applicationUri", server.applicationUri());
    }
    link.put("opcua.security", server.policy() + "/" + server.mode());
    link.put("opcua.timestamps", source.sampling().timestamps().label());
    link.put("opcua.reading", source.sampling().subscribe() ? "subscription" : "polling");
    server.certificateSha256().ifPresent(sha -> link.put("opcua.certificateSha256", sha));
    return new VehicleFacts(
        valid,
        valid.isPresent() ? List.of(vin.get().source()) : List.of(),
        packId,
        Optional.of("opcua:" + source.origin()),
        source.hash(),
        source.model(),
        source.pack(),
        link);
  }

  /** The operator's word comes before the server's: he may know the number on the plate. */
  private static Optional<String> packId(
      OpcUaSource source, List<Reading> first, DriverContext context) {
    if (source.packId().isPresent()) {
      return source.packId();
    }
    Optional<String> told = text(first, Signals.PACK_ID).map(r -> ((Value.Text) r.value()).text());
    Optional<String> usable = told.filter(VehicleFacts::isPackId);
    if (told.isPresent() && usable.isEmpty()) {
      context
          .notes()
          .accept(
              "the OPC UA server's pack number holds other than 128 printable ASCII characters and"
                  + " is left out; give the pack's \"packId\" in the source file");
    }
    return usable;
  }

  private static Optional<Reading> text(List<Reading> first, Signal signal) {
    return first.stream()
        .filter(r -> r.signal().equals(signal) && r.value() instanceof Value.Text)
        .findFirst();
  }

  private static boolean isVin(String text) {
    return text.matches("[A-HJ-NPR-Z0-9]{17}");
  }
}
