package io.cellwitness.can.log;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Understands the lines of one format, one after the other from the first. */
interface LineParser {

  /** A line that cannot be what its place asks for. The message continues "line 7 of FILE …". */
  final class BadLine extends Exception {
    private static final long serialVersionUID = 1L;

    BadLine(String what) {
      super(what);
    }
  }

  /**
   * Takes the next line.
   *
   * @param line without its end
   * @return what it holds; empty for headers, comments and frames without meaning here
   * @throws BadLine when it is damaged
   */
  List<Entry> parse(String line) throws BadLine;

  /**
   * The wall clock at the log's zero, once the lines that say it were read.
   *
   * @return empty where the log does not say
   */
  default Optional<Instant> begin() {
    return Optional.empty();
  }

  /**
   * What the log says of the adapter.
   *
   * @return as in {@link io.cellwitness.api.VehicleFacts#link()}
   */
  default Map<String, String> facts() {
    return Map.of();
  }
}
