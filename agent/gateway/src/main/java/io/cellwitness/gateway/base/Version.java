package io.cellwitness.gateway.base;

import java.util.Optional;

/** The version of the software. */
public final class Version {

  /** As in the jar's manifest; {@code development} when run from classes. */
  public static final String SOFTWARE =
      Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
          .orElse("development");

  private Version() {}
}
