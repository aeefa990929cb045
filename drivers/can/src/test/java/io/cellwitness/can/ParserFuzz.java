package io.cellwitness.can;

import java.util.Arrays;

/** The entry Jazzer looks for ({@code mvn -Pfuzz}): the first byte chooses the parser. */
public final class ParserFuzz {

  private ParserFuzz() {}

  /**
   * Feeds one input.
   *
   * @param data from the fuzzer
   */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length > 0) {
      ParserTargets[] targets = ParserTargets.values();
      targets[(data[0] & 0xFF) % targets.length].feed(Arrays.copyOfRange(data, 1, data.length));
    }
  }
}
