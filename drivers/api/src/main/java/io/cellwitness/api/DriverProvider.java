package io.cellwitness.api;

import java.util.Set;

/** Makes drivers of one kind. Found by {@link java.util.ServiceLoader}. */
public interface DriverProvider {

  /**
   * The schemes of {@link SourceAddress} this provider serves.
   *
   * @return for example {@code elm327} and {@code slcan}; no two providers may share one
   */
  Set<String> schemes();

  /**
   * One line for people: what this driver reads.
   *
   * @return a short phrase
   */
  String description();

  /**
   * Makes a driver. Does not touch the link yet.
   *
   * @param address where to read
   * @param context clock, profiles and a place for notes
   * @return the driver
   * @throws DriverException when the address cannot be right, whatever is plugged in
   */
  Driver create(SourceAddress address, DriverContext context) throws DriverException;
}
