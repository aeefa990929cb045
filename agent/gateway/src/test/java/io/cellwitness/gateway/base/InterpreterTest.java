package io.cellwitness.gateway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.report.html.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which language the screen speaks, and that its phrase book is whole. */
class InterpreterTest {

  private static final Pattern SLOT = Pattern.compile("\\{[0-9a-c]}");

  @Test
  void theOptionGoesBeforeTheEnvironmentAndScriptsStayEnglish() {
    assertEquals(Language.NL, language(true, Map.of("LANG", "nl_BE.UTF-8"), "check"));
    assertEquals(Language.EN, language(false, Map.of("LANG", "nl_BE.UTF-8"), "check"));
    assertEquals(
        Language.DE,
        language(true, Map.of("LANG", "nl_NL.UTF-8", "LC_MESSAGES", "de_AT.UTF-8"), "verify"));
    assertEquals(
        Language.EN, language(true, Map.of("LANG", "nl_NL.UTF-8", "LC_ALL", "C"), "verify"));
    assertEquals(Language.EN, language(true, Map.of("LANG", "pl_PL.UTF-8"), "check"));
    assertEquals(Language.EN, language(true, Map.of(), "check"));
    assertEquals(Language.FR, language(false, Map.of("LANG", "de"), "check", "--lang", "fr"));
    assertEquals(Language.FR, language(false, Map.of(), "check", "--lang=fr"));
    assertEquals(Language.EN, language(true, Map.of("LANG", "nl"), "check", "--lang", "xx"));
  }

  /** Logs and what administrators read stay English. */
  @Test
  void onlyTheVerbsOfAGarageAreTranslated() {
    for (String verb : List.of("run", "store", "vehicles", "config", "trust")) {
      assertEquals(Language.EN, language(true, Map.of("LANG", "nl"), verb), verb);
    }
    assertEquals(Language.EN, language(true, Map.of("LANG", "nl")));
  }

  @Test
  void figuresTakeTheLanguagesNotationAndWordsAreLookedUp() {
    Interpreter dutch = Interpreter.of(Language.NL);
    assertEquals("118,1 ± 11,7 Ah (95 %, klasse B)", dutch.say("118.1 ± 11.7 Ah (95 %, class B)"));
    assertEquals(
        "de grootte van de batterij is niet bewezen (de auto toont 98 cellen), dus er wordt geen"
            + " aangenomen",
        dutch.say("the battery's size is not proved (the car shows 98 cells), so none is assumed"));
    assertEquals("Something new.", dutch.say("Something new."));
    assertEquals("Something new.", Interpreter.ENGLISH.say("Something new."));
  }

  /** Every sentence has the same slots in every language, and titles fit their column. */
  @Test
  void theBookIsWhole() throws IOException {
    Set<String> seen = new TreeSet<>();
    int titles = 0;
    boolean inTitles = false;
    for (String block : book().split("\n\n+", -1)) {
      inTitles = block.startsWith("#") ? block.startsWith("# Titles of rows") : inTitles;
      List<String> lines = block.lines().filter(line -> !line.startsWith("#")).toList();
      if (lines.isEmpty()) {
        continue;
      }
      assertEquals(4, lines.size(), block);
      assertTrue(seen.add(lines.get(0)), "twice in the book: " + lines.get(0));
      for (String line : lines) {
        assertEquals(slots(lines.get(0)), slots(line), line);
        assertEquals(line.strip(), line);
        if (inTitles) {
          titles++;
          assertTrue(line.length() <= 10, line + " is too long for a title");
        }
      }
    }
    assertTrue(titles > 40, "only " + titles + " titles found: the search is broken");
    assertTrue(seen.size() > 150, "only " + seen.size() + " sentences");
  }

  private static Set<String> slots(String line) {
    Set<String> found = new TreeSet<>();
    SLOT.matcher(line).results().forEach(slot -> found.add(slot.group()));
    return found;
  }

  private static String book() throws IOException {
    try (InputStream in = Interpreter.class.getResourceAsStream("phrases.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Language language(
      boolean terminal, Map<String, String> variables, String... args) {
    return Interpreter.language(List.of(args), variables, terminal);
  }
}
