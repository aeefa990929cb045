package io.cellwitness.can;

import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Signals;
import io.cellwitness.can.profile.PackVariant;
import io.cellwitness.can.profile.ReadRequest;
import io.cellwitness.can.profile.VehicleProfile;
import java.util.List;
import java.util.function.Consumer;

/** Which of a profile's batteries a car has: the one whose number of cells the car itself shows. */
public final class Packs {

  private Packs() {}

  /**
   * The battery with this many cells.
   *
   * @param profile of the car
   * @param cells how many the car shows
   * @param notes is told when that decides nothing
   * @return its facts, or nothing known
   */
  public static PackFacts of(VehicleProfile profile, int cells, Consumer<String> notes) {
    if (profile.packs().isEmpty()) {
      return PackFacts.UNKNOWN;
    }
    List<PackVariant> fitting =
        profile.packs().stream().filter(p -> p.cellsInSeries() == cells).toList();
    return fitting.size() == 1
        ? fitting.get(0).facts()
        : unknown("the car shows " + cells + " cells", notes);
  }

  static PackFacts unknown(String why, Consumer<String> notes) {
    notes.accept("the battery's size is not proved (" + why + "), so none is assumed");
    return PackFacts.UNKNOWN;
  }

  /** Whether an answer holds voltages of single cells. */
  static boolean holdsCells(ReadRequest request) {
    return request.layouts().stream()
        .flatMap(l -> l.signals().stream())
        .anyMatch(s -> s.signal().equals(Signals.CELL_VOLTAGE));
  }
}
