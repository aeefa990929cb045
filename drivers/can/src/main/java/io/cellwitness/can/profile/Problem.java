package io.cellwitness.can.profile;

/**
 * One thing that is wrong in a profile file.
 *
 * @param pointer where, a JSON pointer (RFC 6901); empty for the file as a whole
 * @param line the line it stands in, from 1; 0 where no line can be named
 * @param what what is wrong there
 */
public record Problem(String pointer, int line, String what) {

  Problem(String pointer, String what) {
    this(pointer, 0, what);
  }

  Problem withLine(int number) {
    return new Problem(pointer, number, what);
  }

  @Override
  public String toString() {
    String where = pointer.isEmpty() ? "file" : pointer;
    return (line > 0 ? "line " + line + ": " : "") + where + " " + what;
  }
}
