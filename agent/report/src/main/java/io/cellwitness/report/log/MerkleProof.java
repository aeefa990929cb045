package io.cellwitness.report.log;

import io.cellwitness.report.jose.Sha256;
import java.util.Arrays;
import java.util.List;

/** Checks proofs about a log of which only checkpoints are known. Never throws on a bad proof. */
public final class MerkleProof {

  private static final int HASH_BYTES = 32;
  private static final int MAX_HASHES = 64;

  private MerkleProof() {}

  /**
   * Whether an entry is in a log (RFC 9162 section 2.1.3.2).
   *
   * @param entry the entry itself
   * @param index its place, from 0
   * @param size of the log
   * @param root of the log
   * @param proof from {@link MerkleTree#inclusion}
   * @return true only when it is
   */
  public static boolean included(
      byte[] entry, long index, long size, byte[] root, List<byte[]> proof) {
    return includedHash(MerkleTree.leafHash(entry), index, size, root, proof);
  }

  /** The same for an entry of which only the hash is known. */
  static boolean includedHash(
      byte[] leafHash, long index, long size, byte[] root, List<byte[]> proof) {
    if (index < 0 || index >= size || leafHash.length != HASH_BYTES || !wellFormed(proof)) {
      return false;
    }
    long fn = index;
    long sn = size - 1;
    byte[] hash = leafHash;
    for (byte[] sibling : proof) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        hash = MerkleTree.nodeHash(sibling, hash);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        hash = MerkleTree.nodeHash(hash, sibling);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && Arrays.equals(hash, root);
  }

  /**
   * Whether a log only grew (RFC 9162 section 2.1.4.2).
   *
   * @param oldSize of the earlier log; every log is grown out of the empty one
   * @param oldRoot of the earlier log
   * @param size of the later log
   * @param root of the later log
   * @param proof from {@link MerkleTree#consistency}
   * @return true only when the earlier log is the beginning of the later one
   */
  public static boolean consistent(
      long oldSize, byte[] oldRoot, long size, byte[] root, List<byte[]> proof) {
    if (oldSize < 0 || oldSize > size || !wellFormed(proof)) {
      return false;
    }
    if (oldSize == 0) {
      byte[] empty = Sha256.of(new byte[0]);
      return proof.isEmpty()
          && Arrays.equals(oldRoot, empty)
          && (size > 0 || Arrays.equals(root, empty));
    }
    if (oldSize == size) {
      return proof.isEmpty() && Arrays.equals(oldRoot, root);
    }
    if (proof.isEmpty() || oldRoot.length != HASH_BYTES) {
      return false;
    }
    boolean powerOfTwo = Long.bitCount(oldSize) == 1;
    int zeros = Long.numberOfTrailingZeros(oldSize);
    long fn = oldSize - 1 >> zeros;
    long sn = size - 1 >> zeros;
    byte[] oldHash = powerOfTwo ? oldRoot : proof.get(0);
    byte[] hash = oldHash;
    for (byte[] sibling : proof.subList(powerOfTwo ? 0 : 1, proof.size())) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        oldHash = MerkleTree.nodeHash(sibling, oldHash);
        hash = MerkleTree.nodeHash(sibling, hash);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        hash = MerkleTree.nodeHash(hash, sibling);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && Arrays.equals(oldHash, oldRoot) && Arrays.equals(hash, root);
  }

  private static boolean wellFormed(List<byte[]> proof) {
    return proof.size() <= MAX_HASHES && proof.stream().allMatch(hash -> hash.length == HASH_BYTES);
  }
}
