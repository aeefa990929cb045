package io.cellwitness.gateway;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line: in words of a garage, not of a programming language. */
final class UsageWords {

  /** As picocli names a value that is not of its option's type. */
  private static final Pattern NOT_OF_ITS_TYPE =
      Pattern.compile(
          "Invalid value for option '([^']*)'[^:]*: '(.*)' is not an? (double|int|long)",
          Pattern.DOTALL);

  private UsageWords() {}

  /**
   * One sentence.
   *
   * @param e as picocli found it
   * @return what is wrong, and how to go on
   */
  static String of(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      String what = noPlaceFor(unmatched);
      return suggestions.isEmpty()
          ? withHelp(what, e)
          : what + "; did you mean '" + suggestions.get(0) + "'?";
    }
    String message = e.getMessage() == null ? "" : e.getMessage();
    Matcher number = NOT_OF_ITS_TYPE.matcher(message);
    if (number.matches()) {
      boolean decimal = number.group(3).equals("double");
      return number.group(1)
          + " '"
          + number.group(2)
          + (decimal
              ? "' is not a number; write a number such as 1.5"
              : "' is not a whole number; write a number such as 96");
    }
    return withHelp(message, e);
  }

  private static String noPlaceFor(UnmatchedArgumentException e) {
    String first = e.getUnmatched().get(0);
    if (e.isUnknownOption()) {
      return "there is no option '" + first + "'";
    }
    return e.getCommandLine().getSubcommands().isEmpty()
        ? "there is no place for '" + first + "'"
        : "there is no command '" + first + "'";
  }

  private static String withHelp(String what, ParameterException e) {
    String help = e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    return what + "; '" + help + "' shows how it is written";
  }
}
