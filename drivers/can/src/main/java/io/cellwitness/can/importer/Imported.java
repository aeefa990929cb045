package io.cellwitness.can.importer;

import java.util.List;

/**
 * The result of an import.
 *
 * @param profileJson a vehicle profile, format 1, marked as unverified
 * @param requests how many requests it holds
 * @param broadcasts how many layouts of broadcast frames it holds
 * @param leftOut what was not taken over and why, one sentence each; requests that do more than
 *     read are among them
 */
public record Imported(String profileJson, int requests, int broadcasts, List<String> leftOut) {

  /** Copies the list. */
  public Imported {
    leftOut = List.copyOf(leftOut);
  }
}
