package io.cellwitness.gateway.base;

import io.cellwitness.report.html.Language;
import io.cellwitness.report.html.Phrasebook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says the program's English sentences in the operator's language. The sentences of the report come
 * from its own phrase book; those of the screen are in {@code phrases.txt} beside this class. What
 * is in neither stays English.
 */
public final class Interpreter {

  /** Says everything as it is. */
  public static final Interpreter ENGLISH = new Interpreter(Optional.empty());

  /** What a garage uses; the other verbs speak English, as logs and administrators do. */
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Cf}&&[^\\n\\t]]");

  private static final Set<String> SPOKEN =
      Set.of("check", "probe", "read", "verify", "report", "demo");

  private static final List<String> VARIABLES = List.of("LC_ALL", "LC_MESSAGES", "LANG");
  private static final String OPTION = "--lang";

  private final Optional<Phrasebook> book;

  private Interpreter(Optional<Phrasebook> book) {
    this.book = book;
  }

  /**
   * An interpreter.
   *
   * @param language of the operator
   * @return says sentences in it
   */
  public static Interpreter of(Language language) {
    return language == Language.EN
        ? ENGLISH
        : new Interpreter(Optional.of(new Phrasebook(language).and(screen())));
  }

  /**
   * The language of the screen: {@code --lang} where it is given, else on a terminal that of the
   * environment, else English. A script that gives no {@code --lang} reads English everywhere.
   *
   * @param args the command line
   * @param variables environment; the first of LC_ALL, LC_MESSAGES and LANG that is set counts
   *     (POSIX.1-2017, 8.2)
   * @param terminal whether a person looks
   * @return the language
   */
  public static Language language(
      List<String> args, Map<String, String> variables, boolean terminal) {
    if (args.isEmpty() || !SPOKEN.contains(args.get(0))) {
      return Language.EN;
    }
    Optional<String> wished = option(args);
    if (wished.isPresent()) {
      return Language.of(wished.get()).orElse(Language.EN);
    }
    return VARIABLES.stream()
        .map(name -> variables.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .filter(value -> terminal)
        .flatMap(Language::of)
        .orElse(Language.EN);
  }

  /**
   * Says a sentence.
   *
   * @param english as the program has it
   * @return in the operator's language; as it is when the books do not have it
   */
  public String say(String english) {
    return printable(find(english).orElse(english));
  }

  /** Names and file names come from strangers: none of them may steer the terminal. */
  static String printable(String text) {
    return CONTROLS.matcher(text).replaceAll("\uFFFD");
  }

  /**
   * Looks a sentence up.
   *
   * @param english as the program has it
   * @return the sentence in the operator's language, or empty when the books do not have it
   */
  public Optional<String> find(String english) {
    return book.isEmpty() ? Optional.of(english) : book.get().say(english);
  }

  private static Optional<String> option(List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      if (args.get(i).startsWith(OPTION + "=")) {
        return Optional.of(args.get(i).substring(OPTION.length() + 1));
      }
      if (args.get(i).equals(OPTION) && i + 1 < args.size()) {
        return Optional.of(args.get(i + 1));
      }
    }
    return Optional.empty();
  }

  private static String screen() {
    try (InputStream in = Interpreter.class.getResourceAsStream("phrases.txt")) {
      if (in == null) {
        throw new IllegalStateException("phrases.txt is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("phrases.txt cannot be read from the program", e);
    }
  }
}
