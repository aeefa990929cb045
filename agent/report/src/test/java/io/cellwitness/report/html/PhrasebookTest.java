package io.cellwitness.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.health.RefusalCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reads the method's own source: whoever writes a new sentence or code there is told here that four
 * languages need it.
 */
class PhrasebookTest {

  private static final Path METHOD = Path.of("../health/src/main/java/io/cellwitness/health");

  /** Their sentences go to the operator's screen or into exceptions, not into reports. */
  private static final Set<String> NOT_IN_REPORTS =
      Set.of(
          "Awtls.java",
          "BudgetTerm.java",
          "CardLearner.java",
          "HealthEstimator.java",
          "ProgressReport.java",
          "Quantity.java");

  /** Pieces of sentences that are put together in code; the whole ones are in the book. */
  private static final Set<String> PIECES =
      Set.of(
          ", combined with charge over state of charge",
          "mean voltage of the charge against the discharge voltage, ",
          "15 to 35 degC",
          "outside 15 to 35 degC or unknown",
          " of this pack is not known.",
          "safety alarm ",
          "safety observation ",
          "finding ",
          "rated power from ",
          "efficiency when new from ",
          ", taken as exact",
          "%s at %.0f s",
          "%s from %s");

  private static final Pattern LITERALS =
      Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"(?:\\s*\\+\\s*\"(?:[^\"\\\\\\n]|\\\\.)*\")*");
  private static final Pattern SPECIFIER = Pattern.compile("%([+.0-9]*)([dfs])");

  @ParameterizedTest
  @EnumSource(Language.class)
  void everySentenceOfTheMethodIsInTheBook(Language language) throws IOException {
    Phrasebook book = new Phrasebook(language);
    Set<String> missing = new TreeSet<>();
    int found = 0;
    for (Path file : sources()) {
      if (NOT_IN_REPORTS.contains(file.getFileName().toString())) {
        continue;
      }
      for (String sentence : sentences(Files.readString(file))) {
        found++;
        if (book.say(sentence).isEmpty()) {
          missing.add(file.getFileName() + ": " + sentence);
        }
      }
    }
    assertTrue(found > 100, "only " + found + " sentences found: the search is broken");
    assertEquals(Set.of(), missing);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyCodeOfTheMethodHasAText(Language language) throws IOException {
    Texts texts = new Texts(language);
    Set<String> keys = new TreeSet<>();
    for (RefusalCode code : RefusalCode.values()) {
      keys.add("refusal." + code);
    }
    for (Path file : sources()) {
      String source = Files.readString(file);
      if (file.endsWith("QuantityNames.java")) {
        all(source, "= \"(\\w+)\"").forEach(name -> keys.add("result." + name));
      }
      all(source, "new BudgetTerm\\(\\s*\"(\\w+)\"").forEach(name -> keys.add("budget." + name));
      all(source, "ID\\w* = \"([a-z0-9-]+/\\d+)\"")
          .forEach(id -> keys.add("method." + id.replace('/', '.')));
    }
    assertTrue(keys.size() > 60, "only " + keys.size() + " codes found: the search is broken");
    keys.removeIf(key -> texts.find(key).isPresent());
    assertEquals(Set.of(), keys);
  }

  @Test
  void figuresAreTakenOverInTheLanguagesOwnNotation() {
    assertEquals(
        Optional.of("Zelle 17 liegt 31,5 mV unter den anderen."),
        new Phrasebook(Language.DE).say("Cell 17 lies 31.5 mV below the others."));
    assertEquals(
        Optional.of(
            "Teruggelopen: kilometerstand. De teller is teruggezet of hoort bij een andere"
                + " batterij."),
        new Phrasebook(Language.NL)
            .say("The odometer went back: it was reset or belongs to another pack."));
    assertEquals(
        Optional.of("The odometer went back: it was reset or belongs to another pack."),
        new Phrasebook(Language.EN)
            .say("The odometer went back: it was reset or belongs to another pack."));
  }

  @Test
  void anUnknownSentenceStaysEnglishAndIsMarkedSo() {
    assertEquals(
        "<span lang=\"en\">A later version &lt;says&gt; this.</span>",
        new Texts(Language.FR).said("A later version <says> this."));
  }

  @Test
  void aHugeSentenceIsNotSearchedFor() {
    assertEquals(Optional.empty(), new Phrasebook(Language.NL).say("0".repeat(100_000)));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(METHOD)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static List<String> sentences(String source) {
    String code = source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^\\s*//.*$", "");
    return LITERALS
        .matcher(code)
        .results()
        .map(found -> String.join("", all(found.group(), "\"((?:[^\"\\\\]|\\\\.)*)\"")))
        // Shorter ones, "The " and "; ", only join what is in the book.
        .filter(text -> text.contains(" ") && text.strip().length() > 5 && !PIECES.contains(text))
        .map(PhrasebookTest::example)
        .toList();
  }

  /** A sentence as it would stand in a report. */
  private static String example(String format) {
    if (!SPECIFIER.matcher(format).find() && !format.contains("%%")) {
      return format;
    }
    Matcher specifier = SPECIFIER.matcher(format.replace("%%", "\u0001"));
    StringBuilder text = new StringBuilder();
    while (specifier.find()) {
      String figure = specifier.group(1).startsWith("+") ? "+4.25" : "4.25";
      String value =
          switch (specifier.group(2)) {
            case "d" -> "4";
            case "f" -> figure;
            default -> word(format);
          };
      specifier.appendReplacement(text, value);
    }
    return specifier.appendTail(text).toString().replace("\u0001", "%");
  }

  private static String word(String format) {
    return format.contains("points %s than")
        ? "lower"
        : format.contains("too %s") ? "high" : format.endsWith("%s") ? "h" : "odometer";
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
  }
}
