package io.cellwitness.report.log;

import io.cellwitness.report.jose.Malformed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The log as static files that any web server can hand out (C2SP tlog-tiles). */
public final class Tiles {

  /** Most entries of a log that is read back: 32 MB of hashes. */
  public static final int MAX_ENTRIES = 1 << 20;

  /** Length of a full tile. */
  public static final int MAX_BYTES = 256 * 32;

  private static final int WIDTH = 256;
  private static final int HASH_BYTES = 32;
  private static final int MAX_LEVEL = 3;
  private static final String HASHES = "tile/0/";
  private static final String ENTRIES = "tile/entries/";

  private Tiles() {}

  /** Hands out one file of a log. */
  @FunctionalInterface
  public interface Source {

    /**
     * Reads a file.
     *
     * @param path such as {@code tile/0/000}
     * @return all of it
     * @throws IOException when it is not there or cannot be read
     */
    byte[] read(String path) throws IOException;
  }

  /**
   * All tiles of a log, full and partial, and the bundles with the entries themselves.
   *
   * @param entries in their order, each of at most 65535 bytes
   * @return path such as {@code tile/0/000} or {@code tile/entries/x001/067.p/8}, to content
   */
  public static Map<String, byte[]> of(List<byte[]> entries) {
    MerkleTree tree = new MerkleTree();
    entries.forEach(tree::append);
    Map<String, byte[]> tiles = new LinkedHashMap<>();
    for (int level = 0; level < MAX_LEVEL; level++) {
      int hashes = tree.size() >> 8 * level;
      for (int from = 0; from < hashes; from += WIDTH) {
        int count = Math.min(WIDTH, hashes - from);
        tiles.put("tile/" + level + "/" + name(from, count), tree.tile(level, from, count));
      }
    }
    for (int from = 0; from < entries.size(); from += WIDTH) {
      int count = Math.min(WIDTH, entries.size() - from);
      tiles.put(ENTRIES + name(from, count), bundle(entries.subList(from, from + count)));
    }
    return tiles;
  }

  /**
   * Builds a log again from its tiles. Whether it is the log of a checkpoint, its root says.
   *
   * @param size entries the checkpoint speaks of
   * @param source hands out the files
   * @return the log
   * @throws Malformed when a tile has another length, or the log is longer than {@link
   *     #MAX_ENTRIES}
   * @throws IOException when a tile is missing
   */
  public static MerkleTree read(long size, Source source) throws Malformed, IOException {
    if (size > MAX_ENTRIES) {
      throw new Malformed("more than " + MAX_ENTRIES + " entries");
    }
    MerkleTree tree = new MerkleTree();
    for (int from = 0; from < size; from += WIDTH) {
      int count = (int) Math.min(WIDTH, size - from);
      String path = HASHES + name(from, count);
      byte[] tile = source.read(path);
      if (tile.length != HASH_BYTES * count) {
        throw new Malformed(path + " has " + tile.length + " bytes instead of 32 for each entry");
      }
      for (int at = 0; at < tile.length; at += HASH_BYTES) {
        tree.appendHash(Arrays.copyOfRange(tile, at, at + HASH_BYTES));
      }
    }
    return tree;
  }

  /** Each entry behind its length, two bytes big-endian. */
  private static byte[] bundle(List<byte[]> entries) {
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      if (entry.length > 0xffff) {
        throw new IllegalArgumentException("an entry of more than 65535 bytes");
      }
      bundle.write(entry.length >> 8);
      bundle.write(entry.length);
      bundle.writeBytes(entry);
    }
    return bundle.toByteArray();
  }

  private static String name(int from, int count) {
    return name(from / WIDTH) + (count < WIDTH ? ".p/" + count : "");
  }

  /** Groups of three digits, all but the last marked with x. */
  static String name(int index) {
    String path = String.format(Locale.ROOT, "%03d", index % 1000);
    for (int rest = index / 1000; rest > 0; rest /= 1000) {
      path = String.format(Locale.ROOT, "x%03d/", rest % 1000) + path;
    }
    return path;
  }
}
