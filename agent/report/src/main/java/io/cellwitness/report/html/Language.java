package io.cellwitness.report.html;

import java.util.Locale;
import java.util.Optional;

/** Languages of the page. */
public enum Language {
  /** English. */
  EN(Locale.UK),
  /** Dutch. */
  NL(Locale.forLanguageTag("nl-NL")),
  /** German. */
  DE(Locale.GERMANY),
  /** French. */
  FR(Locale.FRANCE);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /**
   * Finds a language.
   *
   * @param code {@code nl}, {@code NL} or {@code nl_BE}
   * @return the language, or empty for one the page does not speak
   */
  public static Optional<Language> of(String code) {
    String two = code.strip().toUpperCase(Locale.ROOT).split("[-_.]", 2)[0];
    for (Language language : values()) {
      if (language.name().equals(two)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }

  /**
   * Locale for numbers and dates.
   *
   * @return with a country, because dates differ inside a language
   */
  Locale locale() {
    return locale;
  }

  /**
   * Tag for the page's {@code lang} attribute.
   *
   * @return two letters
   */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
