package io.cellwitness.report.log;

import io.cellwitness.report.jose.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The Merkle tree of RFC 9162 section 2.1 over entries in their order. An entry of the report log
 * is the SHA-256 of a report's signed payload, 32 bytes, number 1 first.
 */
public final class MerkleTree {

  private final List<byte[]> leaves = new ArrayList<>();

  /**
   * Adds an entry at the end.
   *
   * @param entry any bytes
   */
  public void append(byte[] entry) {
    leaves.add(leafHash(entry));
  }

  /** Adds an entry of which only the hash is known, such as one out of a tile. */
  void appendHash(byte[] leaf) {
    leaves.add(leaf);
  }

  /**
   * Number of entries.
   *
   * @return zero for an empty log
   */
  public int size() {
    return leaves.size();
  }

  /**
   * The hash that stands for the first entries.
   *
   * @param size how many, from 0 to {@link #size()}
   * @return 32 bytes; SHA-256 of nothing for an empty log
   */
  public byte[] root(int size) {
    return size == 0 ? Sha256.of(new byte[0]) : root(leaves.subList(0, size));
  }

  /**
   * Proof that an entry is in the log.
   *
   * @param index of the entry, from 0
   * @param size of the log it is in
   * @return hashes for {@link MerkleProof#included}
   */
  public List<byte[]> inclusion(int index, int size) {
    Objects.checkIndex(index, size);
    List<byte[]> proof = new ArrayList<>();
    path(leaves.subList(0, size), index, proof);
    return proof;
  }

  /**
   * Proof that a log only grew.
   *
   * @param oldSize of the earlier log
   * @param size of the later one
   * @return hashes for {@link MerkleProof#consistent}
   */
  public List<byte[]> consistency(int oldSize, int size) {
    if (oldSize < 0 || oldSize > size || size > leaves.size()) {
      throw new IllegalArgumentException("no log of " + oldSize + " inside one of " + size);
    }
    List<byte[]> proof = new ArrayList<>();
    if (oldSize > 0 && oldSize < size) {
      subProof(leaves.subList(0, size), oldSize, true, proof);
    }
    return proof;
  }

  /**
   * The hashes of complete subtrees side by side, as a tile holds them.
   *
   * @param level 8 steps of the tree per level; level 0 are the entries
   * @param from index of the first hash
   * @param count how many
   * @return hashes one after the other
   */
  byte[] tile(int level, int from, int count) {
    byte[] hashes = new byte[32 * count];
    int width = 1 << 8 * level;
    for (int i = 0; i < count; i++) {
      int start = (from + i) * width;
      System.arraycopy(root(leaves.subList(start, start + width)), 0, hashes, 32 * i, 32);
    }
    return hashes;
  }

  static byte[] leafHash(byte[] entry) {
    byte[] prefixed = new byte[entry.length + 1];
    System.arraycopy(entry, 0, prefixed, 1, entry.length);
    return Sha256.of(prefixed);
  }

  static byte[] nodeHash(byte[] left, byte[] right) {
    byte[] prefixed = new byte[65];
    prefixed[0] = 1;
    System.arraycopy(left, 0, prefixed, 1, 32);
    System.arraycopy(right, 0, prefixed, 33, 32);
    return Sha256.of(prefixed);
  }

  private static byte[] root(List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int split = split(leaves.size());
    return nodeHash(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
  }

  private static void path(List<byte[]> leaves, int index, List<byte[]> proof) {
    if (leaves.size() == 1) {
      return;
    }
    int split = split(leaves.size());
    List<byte[]> left = leaves.subList(0, split);
    List<byte[]> right = leaves.subList(split, leaves.size());
    if (index < split) {
      path(left, index, proof);
      proof.add(root(right));
    } else {
      path(right, index - split, proof);
      proof.add(root(left));
    }
  }

  /** SUBPROOF of RFC 9162 section 2.1.4.1. */
  private static void subProof(
      List<byte[]> leaves, int oldSize, boolean whole, List<byte[]> proof) {
    if (oldSize == leaves.size()) {
      if (!whole) {
        proof.add(root(leaves));
      }
      return;
    }
    int split = split(leaves.size());
    List<byte[]> left = leaves.subList(0, split);
    List<byte[]> right = leaves.subList(split, leaves.size());
    if (oldSize <= split) {
      subProof(left, oldSize, whole, proof);
      proof.add(root(right));
    } else {
      subProof(right, oldSize - split, false, proof);
      proof.add(root(left));
    }
  }

  /** The largest power of two below a size of at least 2. */
  private static int split(int size) {
    return Integer.highestOneBit(size - 1);
  }
}
