package io.cellwitness.report.html;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** The page's words, numbers and dates in one language. Everything returned is escaped for HTML. */
final class Texts {

  private final Language language;
  private final ResourceBundle bundle;
  private final Phrasebook phrases;
  private final boolean stationary;

  Texts(Language language) {
    this(language, false);
  }

  /**
   * The words of one page.
   *
   * @param language of people's text
   * @param stationary whether the battery belongs to no vehicle: where a text has a variant of its
   *     own for it, under the same key and {@code .stationary}, that one is taken
   */
  Texts(Language language, boolean stationary) {
    this.language = language;
    this.stationary = stationary;
    this.phrases = new Phrasebook(language);
    this.bundle =
        ResourceBundle.getBundle(
            "io.cellwitness.report.html.messages",
            Locale.forLanguageTag(language.tag()),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  Language language() {
    return language;
  }

  /**
   * A sentence.
   *
   * @param key in the catalogue
   * @param values put in place of {@code {0}}, {@code {1}} …; already escaped
   * @return HTML text
   */
  String get(String key, String... values) {
    String variant = key + ".stationary";
    boolean own = stationary && bundle.containsKey(variant);
    return fill(bundle.getString(own ? variant : key), values);
  }

  /**
   * A sentence that may be missing, such as that for a code this version does not know.
   *
   * @param key in the catalogue
   * @param values as for {@link #get}
   * @return HTML text, or empty
   */
  Optional<String> find(String key, String... values) {
    return bundle.containsKey(key) ? Optional.of(get(key, values)) : Optional.empty();
  }

  /**
   * A sentence of the signed report, in the page's language; one that is not in the phrase book
   * stays English and is marked so.
   *
   * @param english as in the report
   * @return HTML text
   */
  String said(String english) {
    return phrases.say(english).map(Markup::escape).orElseGet(() -> Markup.english(english));
  }

  /**
   * A number for people.
   *
   * @param value any
   * @param decimals digits after the point
   * @return in the language's own notation
   */
  String number(BigDecimal value, int decimals) {
    NumberFormat format = NumberFormat.getNumberInstance(language.locale());
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    // As on the terminal; the locale's own way rounds halves to the even digit.
    format.setRoundingMode(RoundingMode.HALF_UP);
    format.setGroupingUsed(value.abs().intValue() >= 10_000);
    return Markup.escape(format.format(value));
  }

  String date(Instant instant) {
    return Markup.escape(
        DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
            .withLocale(language.locale())
            .withZone(ZoneOffset.UTC)
            .format(instant));
  }

  String dateTime(Instant instant) {
    return Markup.escape(
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(instant));
  }

  private static String fill(String sentence, String... values) {
    String filled = Markup.escape(sentence);
    for (int i = 0; i < values.length; i++) {
      filled = filled.replace("{" + i + "}", values[i]);
    }
    return filled;
  }
}
