package io.cellwitness.can.importer;

import java.util.List;

/**
 * The result of an import.
 *
 * @param profileJson a vehicle profile, format 1
 * @param requests how many requests it holds
 * @param leftOut what was not taken over and why, one sentence each; requests that do more than
 *     read are among them
 */
public record Imported(String profileJson, int requests, List<String> leftOut) {

  /** Copies the list. */
  public Imported {
    leftOut = List.copyOf(leftOut);
  }
}
