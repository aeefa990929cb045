package io.cellwitness.api;

/** Receives what a driver reads. */
@FunctionalInterface
public interface ReadingSink {

  /**
   * Takes one reading.
   *
   * @param reading never null
   */
  void accept(Reading reading);
}
