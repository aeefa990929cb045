package io.cellwitness.can.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Interprets a DBC file bit by bit for every frame: what a decoder does that compiles nothing. */
final class NaiveDecoder {

  private static final Pattern MESSAGE = Pattern.compile("BO_ (\\d+) .*");
  private static final Pattern SIGNAL =
      Pattern.compile(
          " SG_ (\\w+) (M|m\\d+)? ?: (\\d+)\\|(\\d+)@([01])([+-]) \\(([^,]+),([^)]+)\\) .*");

  private record Signal(
      String name,
      String multiplex,
      int start,
      int bits,
      boolean little,
      boolean signed,
      double factor,
      double offset) {}

  private final Map<Integer, List<Signal>> messages = new HashMap<>();

  NaiveDecoder(String dbc) {
    List<Signal> signals = new ArrayList<>();
    for (String line : dbc.lines().toList()) {
      Matcher message = MESSAGE.matcher(line);
      if (message.matches()) {
        signals = new ArrayList<>();
        messages.put(Integer.parseInt(message.group(1)), signals);
      }
      Matcher s = SIGNAL.matcher(line);
      if (s.matches()) {
        signals.add(
            new Signal(
                s.group(1),
                s.group(2) == null ? "" : s.group(2),
                Integer.parseInt(s.group(3)),
                Integer.parseInt(s.group(4)),
                s.group(5).equals("1"),
                s.group(6).equals("-"),
                Double.parseDouble(s.group(7)),
                Double.parseDouble(s.group(8))));
      }
    }
  }

  Map<String, Double> decode(int id, byte[] frame) {
    Map<String, Double> values = new LinkedHashMap<>();
    List<Signal> signals = messages.get(id);
    long selected =
        signals.stream()
            .filter(s -> s.multiplex().equals("M"))
            .mapToLong(s -> raw(s, frame))
            .findFirst()
            .orElse(0);
    for (Signal s : signals) {
      if (!s.multiplex().startsWith("m")
          || Long.parseLong(s.multiplex().substring(1)) == selected) {
        values.put(s.name(), raw(s, frame) * s.factor() + s.offset());
      }
    }
    return values;
  }

  private static long raw(Signal s, byte[] frame) {
    long raw = 0;
    int bit = s.start();
    for (int i = 0; i < s.bits(); i++) {
      long one = frame[bit / 8] >> bit % 8 & 1;
      raw = s.little() ? raw | one << i : raw << 1 | one;
      bit = s.little() ? bit + 1 : bit % 8 == 0 ? bit + 15 : bit - 1;
    }
    boolean negative = s.signed() && (raw >> s.bits() - 1 & 1) == 1;
    return negative ? raw - (1L << s.bits()) : raw;
  }
}
