package io.cellwitness.gateway.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** Small help for sentences about names. */
public final class Words {

  private static final int QUOTE_LIMIT = 60;
  private static final int LONGEST_NAME = 64;

  /** A vehicle identification number, ISO 3779: 17 characters without I, O and Q. */
  private static final Pattern VIN = Pattern.compile("(?i).*\\b[A-HJ-NPR-Z0-9]{17}\\b.*");

  private Words() {}

  /**
   * The text in quotes, without control characters, cut when long, hidden when it may be a VIN.
   *
   * @param text whatever somebody wrote
   * @return fit for a sentence
   */
  public static String quote(String text) {
    if (VIN.matcher(text).matches()) {
      return "this text (it looks like a VIN)";
    }
    String clean = text.replaceAll("\\p{Cntrl}", " ");
    return "'"
        + (clean.length() > QUOTE_LIMIT ? clean.substring(0, QUOTE_LIMIT) + "…" : clean)
        + "'";
  }

  /** Whether the text holds a VIN. */
  static boolean looksLikeVin(String text) {
    return VIN.matcher(text).matches();
  }

  /**
   * The known name nearest to a wrong one.
   *
   * @param wrong what was written
   * @param known what could have been written
   * @return the nearest, when it is near enough to be what was meant
   */
  public static Optional<String> nearest(String wrong, Collection<String> known) {
    if (wrong.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    String needle = wrong.toLowerCase(java.util.Locale.ROOT);
    int limit = Math.max(2, wrong.length() / 3);
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(needle, name)))
        .filter(name -> distance(needle, name) <= limit);
  }

  /** Edits (insert, delete, replace, swap neighbours) between two words, ignoring case. */
  private static int distance(String a, String other) {
    String b = other.toLowerCase(java.util.Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
