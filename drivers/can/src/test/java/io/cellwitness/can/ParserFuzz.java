package io.cellwitness.can;

/**
 * What Jazzer calls ({@code mvn -Pfuzz}): the parser that {@code -Dfuzz.target} names, one of
 * {@link ParserTargets}.
 */
public final class ParserFuzz {

  private static final ParserTargets TARGET =
      ParserTargets.valueOf(System.getProperty("fuzz.target", "ISO_TP"));

  private ParserFuzz() {}

  /** Called once before the first input: what is loaded only then does not count as slowness. */
  public static void fuzzerInitialize() {
    TARGET.feed(new byte[0]);
  }

  /**
   * One input. What is thrown is a defect.
   *
   * @param bytes whatever the fuzzer tries
   */
  public static void fuzzerTestOneInput(byte[] bytes) {
    TARGET.feed(bytes);
  }
}
