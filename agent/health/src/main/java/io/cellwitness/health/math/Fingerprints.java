package io.cellwitness.health.math;

import java.util.Arrays;

/**
 * Hashes of stretches of data and where each was first seen: a hash table on primitive arrays, open
 * addressing with linear probing, because one is looked up for every sample of a day.
 */
public final class Fingerprints {

  private static final int FIRST = 64;

  /** Fibonacci hashing: 2^64 over the golden ratio spreads the bits of poor hashes. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] hashes = new long[FIRST];

  /** Place plus one, 0 where a slot is free. */
  private int[] places = new int[FIRST];

  private int size;

  /**
   * Where a hash was first seen.
   *
   * @param hash any
   * @return the place, -1 where it was not seen
   */
  public int place(long hash) {
    return places[slot(hash)] - 1;
  }

  /**
   * Remembers a hash; one that is known keeps its first place.
   *
   * @param hash any
   * @param place from 0
   */
  public void note(long hash, int place) {
    int slot = slot(hash);
    if (places[slot] != 0) {
      return;
    }
    hashes[slot] = hash;
    places[slot] = place + 1;
    if (2 * ++size > hashes.length) {
      grow();
    }
  }

  /**
   * Remembers everything another one does.
   *
   * @param other not changed
   */
  public void noteAll(Fingerprints other) {
    for (int slot = 0; slot < other.hashes.length; slot++) {
      if (other.places[slot] != 0) {
        note(other.hashes[slot], other.places[slot] - 1);
      }
    }
  }

  private int slot(long hash) {
    int mask = hashes.length - 1;
    int slot = (int) (hash * SPREAD >>> 40) & mask;
    while (places[slot] != 0 && hashes[slot] != hash) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldPlaces = places;
    hashes = Arrays.copyOf(oldHashes, 2 * oldHashes.length);
    places = new int[hashes.length];
    for (int i = 0; i < oldPlaces.length; i++) {
      if (oldPlaces[i] != 0) {
        int slot = slot(oldHashes[i]);
        hashes[slot] = oldHashes[i];
        places[slot] = oldPlaces[i];
      }
    }
  }
}
