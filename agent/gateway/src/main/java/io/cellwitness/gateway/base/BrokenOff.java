package io.cellwitness.gateway.base;

/**
 * The operator ended work that is worth nothing by half. Unchecked, so that it passes through what
 * only does the work; whoever holds a file or a store lets go of it on the way.
 */
public final class BrokenOff extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokenOff() {
    super("ended by the operator before it was done");
  }
}
