package io.cellwitness.can.profile;

import java.util.List;
import java.util.stream.Collectors;

/** A profile file that cannot be used, with everything that is wrong in it. */
public final class ProfileException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  ProfileException(String file, List<Problem> problems) {
    super(
        "vehicle profile "
            + file
            + " cannot be used: "
            + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  /**
   * Each problem by itself.
   *
   * @return what and where
   */
  public List<Problem> problems() {
    return problems;
  }
}
