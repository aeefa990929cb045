package io.cellwitness.gateway.cli;

import io.cellwitness.api.SourceAddress;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;

/** Reads source addresses from the command line. */
final class Sources {

  private Sources() {}

  static SourceAddress parse(String text) throws Failure {
    try {
      return SourceAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, e.getMessage(), e);
    }
  }
}
