package io.cellwitness.gateway.cli;

import java.util.Locale;

/** Numbers of things and amounts of bytes in English words, for people. */
final class Counted {

  private static final int KILO = 1000;
  private static final String PREFIXES = "kMGT";

  private Counted() {}

  /** {@code 1 reading}, {@code 2 readings}. */
  static String of(long count, String one) {
    return of(count, one, one + "s");
  }

  /** {@code 1 entry}, {@code 2 entries}. */
  static String of(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  /** {@code 999 bytes}, {@code 1.2 kB}, {@code 97.6 MB}: decimal prefixes, as disks are sold by. */
  static String bytes(long bytes) {
    if (bytes < KILO) {
      return of(bytes, "byte");
    }
    double shown = bytes / (double) KILO;
    int prefix = 0;
    // From where it would be shown as 1000.0.
    while (shown >= KILO - 0.05 && prefix < PREFIXES.length() - 1) {
      shown /= KILO;
      prefix++;
    }
    return String.format(Locale.ROOT, "%.1f %sB", shown, PREFIXES.charAt(prefix));
  }
}
