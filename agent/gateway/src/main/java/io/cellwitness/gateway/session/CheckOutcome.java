package io.cellwitness.gateway.session;

import io.cellwitness.health.HealthResult;
import io.cellwitness.health.Originator;
import io.cellwitness.health.Quantity;
import io.cellwitness.health.QuantityNames;
import io.cellwitness.report.SignedReport;
import java.nio.file.Path;
import java.util.Map;

/**
 * A finished check.
 *
 * @param report the signed report
 * @param health what the method says
 * @param files each file's name with its path
 * @param ended why the measurement ended, a short sentence
 * @param sparing whether it ended because the car's 12 V battery sagged and must be left alone
 */
public record CheckOutcome(
    SignedReport report,
    HealthResult health,
    Map<String, Path> files,
    String ended,
    boolean sparing) {

  /** Copies the map. */
  public CheckOutcome {
    files = Map.copyOf(files);
  }

  /**
   * Whether there is a measured State of Health, which needs a measured capacity.
   *
   * @return false when it was refused
   */
  public boolean measured() {
    return health
        .find(QuantityNames.SOH_CAPACITY, Originator.MEASURED)
        .filter(Quantity.Number.class::isInstance)
        .isPresent();
  }
}
