package io.cellwitness.gateway.cli;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out of a text what must not leave the gateway: VINs, keys, tokens, passwords, places. It
 * rather takes too much than too little.
 */
final class Redaction {

  /** Names that announce a secret, in YAML, JSON, properties, URLs and sentences. */
  private static final String SECRET_NAME =
      "[\\w.-]*(?:password|passphrase|passwd|secret|token|api[_-]?key|private[_-]?key|credential|pin)";

  private record Rule(Pattern pattern, String instead) {}

  private static final List<Rule> RULES =
      List.of(
          rule(
              "-----BEGIN [A-Z ]+-----[\\s\\S]*?(?:-----END [A-Z ]+-----|\\z)",
              "(key or certificate)"),
          // Three dotted parts of base64url: a JWS or another token.
          rule("\\beyJ[\\w-]{8,}\\.[\\w-]*\\.[\\w-]*", "(token)"),
          rule("(?i)\\b(bearer|basic)\\s+[\\w.~+/=-]{6,}", "$1 (token)"),
          rule(
              "(?i)(\"?\\b"
                  + SECRET_NAME
                  + "\"?\\s*[:=]\\s*)(?:\"[^\"\\n]*\"|'[^'\\n]*'|[^\\n,;&}]+)",
              "$1(secret)"),
          rule("\"d\"\\s*:\\s*\"[^\"]*\"", "\"d\":\"(secret)\""),
          rule("([a-z][a-z0-9+.-]*://)[^/\\s@]+@", "$1(user)@"),
          rule("(?im)^(\\s*user\\s*[:=]\\s*)\\S.*$", "$1(user)"),
          // This machine's own names stay: they tell nobody where it stands.
          rule(
              "(?i)([a-z][a-z0-9+.-]*://(?:\\(user\\)@)?)(?!localhost\\b|127\\.|\\[::1])"
                  + "(?:\\[[0-9a-f:.]+]|[^\\s/:\"'()\\[\\]{}<>,;]+)",
              "$1(host)"),
          // ISO 3779: 17 letters and digits without I, O and Q.
          rule("(?i)(?<![A-Z0-9])(?=[A-HJ-NPR-Z0-9]*\\d)[A-HJ-NPR-Z0-9]{17}(?![A-Z0-9])", "(VIN)"),
          // The same in groups, as people write it, in capitals.
          rule(
              "(?<![A-Z0-9])(?=[A-HJ-NPR-Z0-9 -]*\\d)(?=(?:[ -]?[A-HJ-NPR-Z0-9]){17}(?![A-Z0-9]))"
                  + "[A-HJ-NPR-Z0-9]{3,6}(?:[ -][A-HJ-NPR-Z0-9]{1,8}){2,5}(?![A-Z0-9])",
              "(VIN)"),
          // The same as an adapter shows it: 17 bytes of ASCII capitals and digits in hexadecimal.
          rule("(?i)(?<![0-9A-F])(?:(?:3[0-9]|4[1-9A-F]|5[0-9A])[ ]?){17}(?![0-9A-F])", "(VIN)"),
          rule("(?i)(\"?\\bvin\"?\\s*[:=]\\s*\"?)[A-Z0-9-]{5,}", "$1(VIN)"),
          // A pack's own number has any form: to the closing quote, or to the end of the line.
          rule(
              "(?i)(\"?\\b(?:packId|X-PackIdentifier)\"?\\s*[:=]\\s*)"
                  + "(?:\"[^\"\\n]*\"|'[^'\\n]*'|[^\\n,;&}]+)",
              "$1(pack number)"),
          rule(
              "(?i)(\"?\\b(?:lat|lon|lng|latitude|longitude)\"?\\s*[:=]\\s*\"?)[-+]?\\d+(?:[.,]\\d+)?",
              "$1(place)"),
          // Two decimals of at least three digits behind the point, as maps write a place.
          rule("[-+]?\\d{1,3}\\.\\d{3,}\\s*[,;/ ]\\s*[-+]?\\d{1,3}\\.\\d{3,}", "(place)"),
          // Long runs of base64 or hex: keys, hashes, pseudonyms.
          rule("(?<![\\w+/])[A-Za-z0-9+/_-]{40,}={0,2}(?![\\w+/])", "(long value)"));

  private Redaction() {}

  /**
   * The text without what must not leave.
   *
   * @param text any
   * @param names of people and machines as the configuration has them, taken out wherever they
   *     stand
   * @return with words in brackets where something stood
   */
  static String of(String text, Collection<String> names) {
    String safe = text;
    for (String name : names) {
      safe = safe.replaceAll("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])", "(name)");
    }
    for (Rule rule : RULES) {
      safe = rule.pattern().matcher(safe).replaceAll(rule.instead());
    }
    return safe;
  }

  private static Rule rule(String pattern, String instead) {
    return new Rule(Pattern.compile(pattern), instead);
  }
}
