package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Instants on the command line. */
final class Times {

  private Times() {}

  /**
   * Reads a day (its beginning in UTC) or an instant with its offset, as ISO 8601 writes them.
   *
   * @param option named in the refusal
   * @throws Failure USAGE when it is neither
   */
  static Instant parse(String option, String text) throws Failure {
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new Failure(
          ExitCode.USAGE,
          option
              + " '"
              + text
              + "' is not a time; write it like 2026-01-31 or 2026-01-31T08:00:00Z",
          e);
    }
  }
}
