package io.cellwitness.gateway.base;

import io.cellwitness.api.DriverException;

/** The documented exit codes; numbers from 64 on follow BSD {@code sysexits.h}. */
public enum ExitCode {
  /** Done and good. */
  OK(0),
  /** Finished, but the answer is negative: a report not valid, a measured SoH refused. */
  NEGATIVE(1),
  /** The command line was written wrongly. */
  USAGE(2),
  /** The input data cannot be right. */
  BAD_DATA(65),
  /** Adapter, ECU, server or broker is not available. */
  UNAVAILABLE(69),
  /** A defect of CellWitness. */
  INTERNAL(70),
  /** Reading or writing on this machine failed. */
  INPUT_OUTPUT(74),
  /** The configuration is wrong. */
  CONFIGURATION(78);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /**
   * The number the process ends with.
   *
   * @return 0..78
   */
  public int number() {
    return number;
  }

  /**
   * The exit code of a driver's trouble.
   *
   * @param kind what kind
   * @return its code
   */
  public static ExitCode of(DriverException.Kind kind) {
    return switch (kind) {
      case UNAVAILABLE, PROTECT -> UNAVAILABLE;
      case BAD_DATA -> BAD_DATA;
      case INPUT_OUTPUT -> INPUT_OUTPUT;
      case CONFIGURATION -> CONFIGURATION;
      case USAGE -> USAGE;
    };
  }
}
