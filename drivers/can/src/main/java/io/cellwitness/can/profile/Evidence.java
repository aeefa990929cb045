package io.cellwitness.can.profile;

/** How well a place in an answer is known. */
public enum Evidence {
  /** Proved on recorded real answers by range, regression or cross-sum. */
  PROVED("D"),
  /** Two or more independent sources agree. */
  AGREED("2"),
  /** One source only. */
  SINGLE("1"),
  /** Sources or data contradict each other. */
  DISPUTED("!");

  private final String mark;

  Evidence(String mark) {
    this.mark = mark;
  }

  /**
   * The mark used in profile files.
   *
   * @return {@code D}, {@code 2}, {@code 1} or {@code !}
   */
  public String mark() {
    return mark;
  }
}
