package io.cellwitness.opcua;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.Reading;
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
    Optional<Reading> vin =
        first.stream()
            .filter(r -> r.signal().equals(Signals.VIN) && r.value() instanceof Value.Text)
            .findFirst();
    Optional<String> valid = vin.map(r -> ((Value.Text) r.value()).text()).filter(Facts::isVin);
    if (vin.isPresent() && valid.isEmpty()) {
      context.notes().accept("the OPC UA server's VIN is not one (ISO 3779) and is left out");
    }
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
        Optional.of("opcua:" + source.origin()),
        source.hash(),
        source.model(),
        source.pack(),
        link);
  }

  private static boolean isVin(String text) {
    return text.matches("[A-HJ-NPR-Z0-9]{17}");
  }
}
