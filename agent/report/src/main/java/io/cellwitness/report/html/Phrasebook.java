package io.cellwitness.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says the method's English sentences in another language. The signed report carries them in
 * English, because its bytes must not depend on the reader; page and screen take their figures out
 * and build the sentence anew.
 */
public final class Phrasebook {

  private static final Pattern SLOT = Pattern.compile("\\{([0-9a-c])}");
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(?:\\.\\d+)?");
  private static final int MAX_CHARACTERS = 1000;
  private static final List<List<String>> ENTRIES = read();

  private final Language language;
  private final Map<String, String> fixed = new HashMap<>();
  private final List<Phrase> phrases = new ArrayList<>();

  /**
   * The book of the report.
   *
   * @param language to say things in
   */
  public Phrasebook(Language language) {
    this.language = language;
    add(ENTRIES);
  }

  /**
   * Adds sentences of another place, such as the screen's.
   *
   * @param text blocks of four lines, as in this book's own {@code phrases.txt}
   * @return this book
   */
  public Phrasebook and(String text) {
    add(entries(text));
    return this;
  }

  private void add(List<List<String>> entries) {
    for (List<String> entry : entries) {
      String english = entry.get(0);
      String own = entry.get(language.ordinal());
      if (SLOT.matcher(english).find()) {
        phrases.add(Phrase.of(english, own));
      } else {
        fixed.put(english, own);
      }
    }
  }

  /**
   * The sentences without figures, for a page that has no other book.
   *
   * @return English with the sentence in this book's language
   */
  public Map<String, String> fixedSentences() {
    return Map.copyOf(fixed);
  }

  /**
   * Translates a sentence.
   *
   * @param english as in the signed report
   * @return the sentence in the page's language, not escaped; empty when it is not in the book
   */
  public Optional<String> say(String english) {
    if (fixed.containsKey(english)) {
      return Optional.of(fixed.get(english));
    }
    if (english.length() > MAX_CHARACTERS) {
      return Optional.empty();
    }
    for (Phrase phrase : phrases) {
      Matcher matcher = phrase.english().matcher(english);
      if (matcher.matches()) {
        return Optional.of(fill(phrase, matcher));
      }
    }
    return Optional.empty();
  }

  private String fill(Phrase phrase, Matcher matcher) {
    String filled = phrase.own();
    for (int i = 0; i < phrase.slots().size(); i++) {
      String value = matcher.group(i + 1);
      String shown = NUMBER.matcher(value).matches() ? number(value) : say(value).orElse(value);
      filled = filled.replace("{" + phrase.slots().get(i) + "}", shown);
    }
    return filled;
  }

  private String number(String english) {
    return language == Language.EN ? english : english.replace('.', ',');
  }

  private static List<List<String>> read() {
    try (InputStream in = Phrasebook.class.getResourceAsStream("phrases.txt")) {
      if (in == null) {
        throw new IllegalStateException("phrases.txt is missing from the program");
      }
      return entries(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("phrases.txt cannot be read from the program", e);
    }
  }

  private static List<List<String>> entries(String text) {
    List<List<String>> entries = new ArrayList<>();
    for (String block : text.split("\n\n+", -1)) {
      List<String> lines = block.lines().filter(line -> !line.startsWith("#")).toList();
      if (lines.size() == Language.values().length) {
        entries.add(lines);
      } else if (!lines.isEmpty()) {
        throw new IllegalStateException("phrases.txt: not four lines at " + lines.get(0));
      }
    }
    return List.copyOf(entries);
  }

  /**
   * A sentence with figures.
   *
   * @param english matches the whole sentence, one group a slot
   * @param own the sentence in the page's language
   * @param slots name of each group's slot
   */
  private record Phrase(Pattern english, String own, List<String> slots) {

    static Phrase of(String english, String own) {
      StringBuilder pattern = new StringBuilder();
      List<String> slots = new ArrayList<>();
      Matcher slot = SLOT.matcher(english);
      int end = 0;
      while (slot.find()) {
        pattern.append(Pattern.quote(english.substring(end, slot.start())));
        String name = slot.group(1);
        slots.add(name);
        pattern.append(Character.isDigit(name.charAt(0)) ? "(" + NUMBER + ")" : "(.{1,400}?)");
        end = slot.end();
      }
      pattern.append(Pattern.quote(english.substring(end)));
      return new Phrase(Pattern.compile(pattern.toString()), own, slots);
    }
  }
}
