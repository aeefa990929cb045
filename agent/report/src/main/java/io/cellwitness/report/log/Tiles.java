package io.cellwitness.report.log;

import java.util.LinkedHashMap;
import java.util.Map;

/** The log as static files that any web server can hand out (C2SP tlog-tiles). */
public final class Tiles {

  private static final int WIDTH = 256;
  private static final int MAX_LEVEL = 3;

  private Tiles() {}

  /**
   * All tiles of a log, full and partial.
   *
   * @param tree the log
   * @return path such as {@code tile/0/000} or {@code tile/0/x001/067.p/8}, to content
   */
  public static Map<String, byte[]> of(MerkleTree tree) {
    Map<String, byte[]> tiles = new LinkedHashMap<>();
    for (int level = 0; level < MAX_LEVEL; level++) {
      int hashes = tree.size() >> 8 * level;
      for (int from = 0; from < hashes; from += WIDTH) {
        int count = Math.min(WIDTH, hashes - from);
        String partial = count < WIDTH ? ".p/" + count : "";
        tiles.put(
            "tile/" + level + "/" + name(from / WIDTH) + partial, tree.tile(level, from, count));
      }
    }
    return tiles;
  }

  /** Groups of three digits, all but the last marked with x. */
  static String name(int index) {
    String last = String.format(java.util.Locale.ROOT, "%03d", index % 1000);
    String path = last;
    for (int rest = index / 1000; rest > 0; rest /= 1000) {
      path = String.format(java.util.Locale.ROOT, "x%03d/", rest % 1000) + path;
    }
    return path;
  }
}
