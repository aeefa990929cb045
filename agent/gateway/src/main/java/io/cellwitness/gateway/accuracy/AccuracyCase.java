package io.cellwitness.gateway.accuracy;

import io.cellwitness.api.PackFacts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One line of a {@code cases.csv}: a recording, what is known of its pack, and what should come
 * out.
 *
 * @param id name of the case
 * @param file the recording
 * @param session the session inside it; empty for the whole file
 * @param pack chemistry, cells in series and nominal capacity as given
 * @param expect what the gates should decide
 * @param truthAh true capacity, Ah, where one was measured
 */
record AccuracyCase(
    String id,
    Path file,
    Optional<String> session,
    PackFacts pack,
    Expectation expect,
    OptionalDouble truthAh) {

  /** What the gates should decide. */
  enum Expectation {
    /** A number is due. */
    NUMBER,
    /** A number would be wrong. */
    REFUSE,
    /** Too close to a gate: both are right. */
    EITHER
  }

  /** Cases that carry the exact state of charge: they test the arithmetic alone. */
  boolean exactSoc() {
    return id.endsWith("_ideal");
  }

  /** Variants of one real charge with an injected fault: their truth is that charge, unmodified. */
  boolean faultVariant() {
    return file.getFileName().toString().startsWith("faults");
  }
}
