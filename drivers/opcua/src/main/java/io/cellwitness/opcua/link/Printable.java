package io.cellwitness.opcua.link;

/** Words of a server that nobody vouches for, made fit for a terminal. */
public final class Printable {

  private static final int MAX_LENGTH = 200;

  private Printable() {}

  /**
   * Takes out what steers a terminal or turns the direction of writing.
   *
   * @param text any
   * @return at most 200 characters, without control and format characters
   */
  public static String text(String text) {
    String printable = text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", " ").strip();
    return printable.length() > MAX_LENGTH ? printable.substring(0, MAX_LENGTH) : printable;
  }
}
