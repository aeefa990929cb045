package io.cellwitness.can.importer;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a DBC file says of messages and signals: {@code BO_}, {@code SG_} with multiplexing, {@code
 * SG_MUL_VAL_}, {@code VAL_} and {@code SIG_VALTYPE_}. Everything else is passed over. A statement
 * that begins like one of these and cannot be read is a problem with its line.
 */
final class DbcFile {

  /**
   * One signal.
   *
   * @param multiplexor whether other signals depend on its number
   * @param selector the number of the multiplexor it is there for, -1 when it always is
   */
  record Signal(
      String name,
      boolean multiplexor,
      long selector,
      int start,
      int bits,
      boolean little,
      boolean signed,
      double factor,
      double offset,
      double lowest,
      double highest,
      String unit) {}

  /** One message; bit 31 of the identifier as written says 29 bits. */
  record Message(int id, boolean extended, String name, int length, List<Signal> signals) {}

  /** Which numbers of which other signal a signal depends on (extended multiplexing). */
  record Selection(String multiplexor, List<long[]> ranges) {}

  private static final String NUMBER = "[-+]?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+\\.";
  private static final Pattern MESSAGE =
      Pattern.compile("BO_\\s+(\\d{1,10})\\s+(\\w+)\\s*:\\s*(\\d{1,3})\\b.*");
  private static final Pattern SIGNAL =
      Pattern.compile(
          "SG_\\s+(\\w+)\\s*(M|m\\d{1,9}M?)?\\s*:\\s*(\\d{1,3})\\|(\\d{1,3})@([01])([-+])\\s*"
              + ("\\(\\s*(" + NUMBER + ")\\s*,\\s*(" + NUMBER + ")\\s*\\)\\s*")
              + ("\\[\\s*(" + NUMBER + ")\\s*\\|\\s*(" + NUMBER + ")\\s*\\]\\s*\"([^\"]*)\".*"));
  private static final Pattern WORDS = Pattern.compile("VAL_\\s+(\\d{1,10})\\s+(\\w+)\\s+(.*)");
  private static final Pattern WORD = Pattern.compile("(-?\\d{1,15})\\s+\"([^\"]*)\"");
  private static final Pattern TYPE =
      Pattern.compile("SIG_VALTYPE_\\s+(\\d{1,10})\\s+(\\w+)\\s*:?\\s*([0-3])\\s*;.*");
  private static final Pattern SELECTION =
      Pattern.compile("SG_MUL_VAL_\\s+(\\d{1,10})\\s+(\\w+)\\s+(\\w+)\\s+([-0-9,\\s]+);.*");
  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})\\s*-\\s*(\\d{1,9})");
  private static final long EXTENDED = 0x80000000L;
  private static final long NO_MESSAGE = 0xC0000000L;

  final List<Message> messages = new ArrayList<>();
  final List<String> problems = new ArrayList<>();
  private final Map<String, Map<Long, String>> words = new HashMap<>();
  private final Map<String, Selection> selections = new HashMap<>();
  private final Set<String> floating = new HashSet<>();
  private final String file;

  private DbcFile(String file) {
    this.file = file;
  }

  static DbcFile read(String file, byte[] bytes) {
    DbcFile dbc = new DbcFile(file);
    List<Signal> open = new ArrayList<>();
    boolean comment = false;
    int number = 0;
    for (String line : text(bytes).split("\r\n|\r|\n", -1)) {
      number++;
      String statement = line.strip();
      // A text of CM_, BA_ and their like may go on over lines that look like anything.
      boolean other = !comment && statement.matches("(CM_|BA_|BA_DEF_|BA_DEF_DEF_)\\b.*");
      if (comment || other) {
        long quotes = statement.replace("\\\"", "").chars().filter(c -> c == '"').count();
        comment ^= quotes % 2 == 1;
      } else {
        open = dbc.statement(statement, number, open);
      }
    }
    return dbc;
  }

  /** Vector's tools write Windows-1252; others UTF-8. */
  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, Charset.forName("windows-1252"));
    }
  }

  private List<Signal> statement(String text, int line, List<Signal> open) {
    if (text.startsWith("BO_ ")) {
      List<Signal> signals = new ArrayList<>();
      Matcher m = MESSAGE.matcher(text);
      if (!m.matches()) {
        return problem(line, "BO_", signals);
      }
      long id = Long.parseLong(m.group(1));
      if (id != NO_MESSAGE) {
        boolean extended = (id & EXTENDED) != 0;
        int length = Integer.parseInt(m.group(3));
        messages.add(new Message((int) (id & 0x1FFFFFFF), extended, m.group(2), length, signals));
      }
      return signals;
    }
    if (text.startsWith("SG_ ")) {
      Matcher m = SIGNAL.matcher(text);
      if (!m.matches()) {
        return problem(line, "SG_", open);
      }
      open.add(signal(m));
    } else if (text.startsWith("VAL_ ")) {
      Matcher m = WORDS.matcher(text);
      // A table of an environment variable has no identifier and is none of ours.
      if (m.matches()) {
        words(m);
      }
    } else if (text.startsWith("SIG_VALTYPE_ ")) {
      Matcher m = TYPE.matcher(text);
      if (!m.matches()) {
        return problem(line, "SIG_VALTYPE_", open);
      }
      if (!m.group(3).equals("0")) {
        floating.add(m.group(1) + " " + m.group(2));
      }
    } else if (text.startsWith("SG_MUL_VAL_ ")) {
      Matcher m = SELECTION.matcher(text);
      if (!m.matches()) {
        return problem(line, "SG_MUL_VAL_", open);
      }
      selection(m);
    }
    return open;
  }

  private List<Signal> problem(int line, String statement, List<Signal> open) {
    problems.add(file + ":" + line + " a " + statement + " that cannot be read is left out");
    return open;
  }

  private static Signal signal(Matcher m) {
    String mark = m.group(2) == null ? "" : m.group(2);
    String selector = mark.replaceAll("\\D", "");
    return new Signal(
        m.group(1),
        mark.endsWith("M"),
        selector.isEmpty() ? -1 : Long.parseLong(selector),
        Integer.parseInt(m.group(3)),
        Integer.parseInt(m.group(4)),
        m.group(5).equals("1"),
        m.group(6).equals("-"),
        Double.parseDouble(m.group(7)),
        Double.parseDouble(m.group(8)),
        Double.parseDouble(m.group(9)),
        Double.parseDouble(m.group(10)),
        m.group(11));
  }

  private void words(Matcher m) {
    Map<Long, String> table = new LinkedHashMap<>();
    Matcher word = WORD.matcher(m.group(3));
    while (word.find()) {
      table.put(Long.parseLong(word.group(1)), word.group(2));
    }
    words.put(m.group(1) + " " + m.group(2), table);
  }

  private void selection(Matcher m) {
    List<long[]> ranges = new ArrayList<>();
    Matcher range = RANGE.matcher(m.group(4));
    while (range.find()) {
      ranges.add(new long[] {Long.parseLong(range.group(1)), Long.parseLong(range.group(2))});
    }
    selections.put(m.group(1) + " " + m.group(2), new Selection(m.group(3), ranges));
  }

  private static String key(Message message, Signal signal) {
    long id = message.id() & 0xFFFFFFFFL | (message.extended() ? EXTENDED : 0);
    return id + " " + signal.name();
  }

  /** What raw numbers of a signal are called; empty without a table. */
  Map<Long, String> wordsOf(Message message, Signal signal) {
    return words.getOrDefault(key(message, signal), Map.of());
  }

  /** What the signal depends on; null when it stands in no {@code SG_MUL_VAL_}. */
  Selection selectionOf(Message message, Signal signal) {
    return selections.get(key(message, signal));
  }

  /** Whether the bits are an IEEE 754 number. */
  boolean isFloating(Message message, Signal signal) {
    return floating.contains(key(message, signal));
  }
}
