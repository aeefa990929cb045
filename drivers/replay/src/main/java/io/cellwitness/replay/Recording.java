package io.cellwitness.replay;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.VehicleFacts;
import java.util.Map;
import java.util.OptionalDouble;

/** One recorded session, read from its first stamp to its last. */
interface Recording extends AutoCloseable {

  /**
   * What the recording says of the car.
   *
   * @return never with a VIN, unless the recording is of the link itself
   */
  VehicleFacts facts();

  /**
   * Hands over the readings of the next stamp.
   *
   * @param sink receives them in the order of the file
   * @return false at the end of the session
   * @throws DriverException when the file is broken at this place
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  boolean next(ReadingSink sink) throws DriverException, InterruptedException;

  /**
   * How much of it has been read.
   *
   * @return 0 to 1; empty where it cannot be told
   */
  OptionalDouble played();

  /**
   * What playing it has shown so far.
   *
   * @return as in {@link io.cellwitness.api.Driver#learnt()}; empty where the format shows nothing
   */
  default Map<String, String> learnt() {
    return Map.of();
  }

  @Override
  void close();
}
