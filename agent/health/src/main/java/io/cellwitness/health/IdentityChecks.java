package io.cellwitness.health;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Signs that it is not the same car, or not the same pack. Never names a vehicle. */
final class IdentityChecks implements Check {

  private static final double LARGEST_CHANGE = 0.15;
  private static final double TELLING_PCT = 40;

  @Override
  public void check(Evidence evidence, List<Finding> findings) {
    vehicles(evidence, findings);
    cells(evidence, findings);
    capacities(evidence, findings);
  }

  private static void vehicles(Evidence evidence, List<Finding> findings) {
    Set<String> vehicles = new HashSet<>();
    Set<String> packs = new HashSet<>();
    for (Recording recording : evidence.recordings()) {
      vehicles.addAll(recording.vehicles());
      packs.addAll(recording.packs());
    }
    int numbers = Math.max(vehicles.size(), packs.size());
    if (numbers > 1) {
      findings.add(
          new Finding(
              "VEHICLE_CHANGED",
              Finding.Severity.SERIOUS,
              "The recordings come from different vehicles or packs, or one of them gives "
                  + "different identification numbers.",
              Evidence.text("%d different numbers", numbers)));
    }
  }

  private static void cells(Evidence evidence, List<Finding> findings) {
    int before = 0;
    for (Recording recording : evidence.recordings()) {
      int now = recording.cells().closedCopy().highestCell();
      if (before > 0 && now > 0 && now != before) {
        findings.add(
            new Finding(
                "PACK_CHANGED",
                Finding.Severity.SERIOUS,
                "The number of cells differs between visits: another pack.",
                Evidence.text("%d cells, then %d", before, now)));
        return;
      }
      before = now > 0 ? now : before;
    }
  }

  /** Wide windows of two visits that differ by more than ageing can explain. */
  private static void capacities(Evidence evidence, List<Finding> findings) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    int visits = 0;
    for (Visit visit : evidence.visits()) {
      List<SocWindow> wide =
          visit.windows().stream()
              .filter(w -> w.widthPct() >= TELLING_PCT && w.signsAgree())
              .toList();
      if (!wide.isEmpty()) {
        double ratioAh = CapacityMethod.widest(wide).ratioAh();
        low = Math.min(low, ratioAh);
        high = Math.max(high, ratioAh);
        visits++;
      }
    }
    if (visits > 1 && high > low * (1 + LARGEST_CHANGE)) {
      findings.add(
          new Finding(
              "CAPACITY_CHANGED",
              Finding.Severity.WARNING,
              "The capacity differs between visits by more than ageing explains: another pack, "
                  + "or the battery management was rewritten.",
              Evidence.text("%.1f to %.1f Ah", low, high)));
    }
  }
}
