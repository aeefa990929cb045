package io.cellwitness.gateway.store;

/**
 * Number of a session in one store; never used twice.
 *
 * @param number from 1
 */
public record SessionId(long number) {

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
