package io.cellwitness.report.page;

import io.cellwitness.report.html.Language;
import io.cellwitness.report.html.Phrasebook;
import io.cellwitness.report.jose.Sha256;
import io.cellwitness.report.jose.StrictJson;
import io.cellwitness.report.trust.TrustList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds the verification page: one HTML file with a trust list inside. It needs no server, fetches
 * nothing (its own content policy forbids it) and gives the findings of {@code Verifier}, worked
 * out by the browser's WebCrypto.
 */
public final class VerifyPage {

  private static final List<String> SCRIPTS =
      List.of("strict.js", "log.js", "verify.js", "show.js");
  private static final List<String> REPORT_WORDS =
      List.of("result.", "refusal.", "originator.", "banner.", "vehicle.", "verify.hash");

  private VerifyPage() {}

  /**
   * Builds the page.
   *
   * @param trust whom it believes; fixed from then on
   * @return UTF-8 text of the file
   */
  public static String build(TrustList trust) {
    StringBuilder script = new StringBuilder();
    SCRIPTS.forEach(name -> script.append(resource(name)));
    String style = resource("verify.css");
    return resource("verify.html")
        .replace("@STYLE_HASH@", hash(style))
        .replace("@SCRIPT_HASH@", hash(script.toString()))
        .replace("@STYLE@", style)
        .replace("@DATA@", data(trust))
        .replace("@SCRIPT@", script);
  }

  /** Trust list and words as JSON that cannot end its script element early. */
  private static String data(TrustList trust) {
    ObjectNode data = StrictJson.object();
    data.set("trust", trust.toJson());
    ObjectNode texts = data.putObject("texts");
    for (Language language : Language.values()) {
      String tag = language.name().toLowerCase(Locale.ROOT);
      ObjectNode words = texts.putObject(tag);
      add(words, "io.cellwitness.report.page.words", tag, List.of(""));
      add(words, "io.cellwitness.report.html.messages", tag, REPORT_WORDS);
      ObjectNode sentences = words.putObject("sentences");
      if (language != Language.EN) {
        new TreeMap<>(new Phrasebook(language).fixedSentences()).forEach(sentences::put);
      }
    }
    return new String(StrictJson.write(data), StandardCharsets.UTF_8).replace("<", "\\u003c");
  }

  private static void add(ObjectNode words, String bundle, String tag, List<String> prefixes) {
    ResourceBundle all =
        ResourceBundle.getBundle(
            bundle,
            Locale.forLanguageTag(tag),
            Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    new TreeSet<>(all.keySet())
        .stream()
            .filter(key -> prefixes.stream().anyMatch(key::startsWith))
            .forEach(key -> words.put(key, all.getString(key)));
  }

  private static String hash(String text) {
    return Base64.getEncoder().encodeToString(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String resource(String name) {
    try (InputStream in = VerifyPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read from the program", e);
    }
  }
}
