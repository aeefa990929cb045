package io.cellwitness.replay;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.VehicleFacts;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;

/** A recording whose format another driver understands. */
record DrivenRecording(Driver driver, VehicleFacts facts, DoubleSupplier share)
    implements Recording {

  static DrivenRecording open(Driver driver, DoubleSupplier share)
      throws DriverException, InterruptedException {
    try {
      return new DrivenRecording(driver, driver.connect(), share);
    } catch (DriverException | InterruptedException | RuntimeException e) {
      driver.close();
      throw e;
    }
  }

  @Override
  public boolean next(ReadingSink sink) throws DriverException, InterruptedException {
    return driver.poll(sink);
  }

  @Override
  public OptionalDouble played() {
    return OptionalDouble.of(share.getAsDouble());
  }

  @Override
  public Map<String, String> learnt() {
    return driver.learnt();
  }

  @Override
  public void close() {
    driver.close();
  }
}
