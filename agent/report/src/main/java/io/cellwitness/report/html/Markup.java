package io.cellwitness.report.html;

/** The few pieces of markup every part of the page needs. Well-formed as XML, too. */
final class Markup {

  private Markup() {}

  /**
   * Makes text safe inside elements and quoted attributes. Characters that XML forbids are dropped.
   *
   * @param text from anywhere
   * @return escaped
   */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                  boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
                  if (c >= 0x20 && !surrogate && c != 0xFFFE && c != 0xFFFF || c == '\n') {
                    out.appendCodePoint(c);
                  }
                }
              }
            });
    return out.toString();
  }

  /**
   * An element.
   *
   * @param name with attributes, for example {@code p class="lead"}
   * @param content escaped text or markup
   * @return markup
   */
  static String element(String name, String content) {
    int space = name.indexOf(' ');
    return "<"
        + name
        + ">"
        + content
        + "</"
        + (space < 0 ? name : name.substring(0, space))
        + ">\n";
  }

  /**
   * A row of a table: a heading and its value.
   *
   * @param heading escaped
   * @param value escaped text or markup
   * @return markup
   */
  static String row(String heading, String value) {
    return element("tr", element("th scope=\"row\"", heading) + element("td", value));
  }

  /**
   * English text from the signed report inside a page of any language.
   *
   * @param text not escaped
   * @return markup
   */
  static String english(String text) {
    return "<span lang=\"en\">" + escape(text) + "</span>";
  }
}
