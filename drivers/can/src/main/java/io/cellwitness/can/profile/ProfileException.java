package io.cellwitness.can.profile;

import java.util.List;

/** A profile file that cannot be used, with everything that is wrong in it. */
public final class ProfileException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  ProfileException(String file, List<String> problems) {
    super("vehicle profile " + file + " cannot be used: " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /**
   * Each problem by itself.
   *
   * @return sentences that start with the place in the file
   */
  public List<String> problems() {
    return problems;
  }
}
