package io.cellwitness.can.guard;

/**
 * Something that is not a reading request was about to be sent, and was not. This is a defect of
 * the code above the guard or of an imported profile, never a state of the car.
 */
public final class GuardException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  GuardException(String line, String why) {
    super("refused to send '" + printable(line) + "': " + why);
  }

  private static String printable(String line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(line.length(), 40); i++) {
      char c = line.charAt(i);
      text.append(c > 32 && c < 127 ? c : '.');
    }
    return text.toString();
  }
}
