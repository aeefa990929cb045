package io.cellwitness.can.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads an equation as Torque writes it, without ever evaluating it: {@code A} is the first byte
 * behind the echo, {@code AA} the 27th, {@code {A:3}} a bit, {@code <} and {@code >} shift, {@code
 * SIGNED(A)}, {@code INT16(A:B)}, {@code &}, {@code |} and the four arithmetic signs.
 */
final class Equation {

  /** An equation that is no sum of bits, with what in it is not. */
  static final class NotLinear extends Exception {
    private static final long serialVersionUID = 1L;

    NotLinear(String what) {
      super(what);
    }
  }

  private static final int LONGEST = 500;
  private static final int DEEPEST = 50;
  private static final int MOST_BYTES = 4_095;

  private final String text;
  private int at;
  private int depth;

  private Equation(String text) {
    this.text = text;
  }

  static Bits read(String equation) throws NotLinear {
    String plain = equation.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    if (plain.length() > LONGEST) {
      throw new NotLinear("it is longer than " + LONGEST + " characters");
    }
    Equation reader = new Equation(plain.replace("<<", "<").replace(">>", ">"));
    Bits bits = reader.disjunction();
    if (reader.at < reader.text.length()) {
      throw reader.unexpected();
    }
    return bits;
  }

  private NotLinear unexpected() {
    return at < text.length()
        ? new NotLinear("'" + text.charAt(at) + "' is not understood")
        : new NotLinear("it ends too early");
  }

  private boolean take(char wanted) {
    boolean there = at < text.length() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void need(char wanted) throws NotLinear {
    if (!take(wanted)) {
      throw unexpected();
    }
  }

  private Bits disjunction() throws NotLinear {
    Bits left = conjunction();
    while (take('|')) {
      Bits right = conjunction();
      Bits sum = left.plus(right);
      // Where the two share a bit of the result, "or" is no addition.
      left = sum.masked(-1).orElseThrow(() -> new NotLinear("its '|' joins bits that overlap"));
    }
    return left;
  }

  private Bits conjunction() throws NotLinear {
    Bits left = shift();
    while (take('&')) {
      Bits right = shift();
      Bits value = right.isConstant() ? left : right;
      double mask = right.isConstant() ? right.constant() : left.constant();
      if (!left.isConstant() && !right.isConstant() || mask < 0 || mask != Math.rint(mask)) {
        throw new NotLinear("its '&' has no constant mask");
      }
      left = value.masked((long) mask).orElseThrow(() -> notWhole('&'));
    }
    return left;
  }

  private static NotLinear notWhole(char sign) {
    return new NotLinear("its '" + sign + "' works on something that is no whole number");
  }

  private Bits shift() throws NotLinear {
    Bits left = sum();
    while (at < text.length() && (text.charAt(at) == '<' || text.charAt(at) == '>')) {
      boolean up = text.charAt(at++) == '<';
      Bits by = sum();
      if (!by.isConstant()
          || by.constant() != Math.rint(by.constant())
          || by.constant() < 0
          || by.constant() > 31) {
        throw new NotLinear("it shifts by something other than 0 to 31");
      }
      int places = (int) by.constant();
      left =
          up
              ? left.times(1L << places)
              : left.shiftedRight(places).orElseThrow(() -> notWhole('>'));
    }
    return left;
  }

  private Bits sum() throws NotLinear {
    Bits left = product();
    while (true) {
      if (take('+')) {
        left = left.plus(product());
      } else if (take('-')) {
        left = left.plus(product().times(-1));
      } else {
        return left;
      }
    }
  }

  private Bits product() throws NotLinear {
    Bits left = signed();
    while (true) {
      if (take('*')) {
        Bits right = signed();
        if (!left.isConstant() && !right.isConstant()) {
          throw new NotLinear("it multiplies bytes with each other");
        }
        left = right.isConstant() ? left.times(right.constant()) : right.times(left.constant());
      } else if (take('/')) {
        Bits right = signed();
        if (!right.isConstant() || right.constant() == 0) {
          throw new NotLinear("it divides by something that is no constant");
        }
        left = left.over(right.constant());
      } else {
        return left;
      }
    }
  }

  private Bits signed() throws NotLinear {
    if (++depth > DEEPEST) {
      throw new NotLinear("it is nested too deeply");
    }
    try {
      if (take('-')) {
        return signed().times(-1);
      }
      return take('+') ? signed() : primary();
    } finally {
      depth--;
    }
  }

  private Bits primary() throws NotLinear {
    if (take('(')) {
      Bits inner = disjunction();
      need(')');
      return inner;
    }
    if (take('{')) {
      int index = letters(word());
      need(':');
      double bit = number();
      need('}');
      if (bit != Math.rint(bit) || bit < 0 || bit > 7) {
        throw new NotLinear("it names a bit other than 0 to 7");
      }
      return Bits.ofBit(index, (int) bit);
    }
    if (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      return Bits.number(number());
    }
    String word = word();
    return at < text.length() && text.charAt(at) == '('
        ? function(word)
        : Bits.ofByte(letters(word));
  }

  private Bits function(String name) throws NotLinear {
    need('(');
    List<Bits> given = new ArrayList<>();
    do {
      given.add(disjunction());
    } while (take(':') || take(','));
    need(')');
    if (name.equals("SIGNED") && given.size() == 1) {
      int highest =
          given.get(0).factors().values().stream().mapToInt(Equation::width).max().orElse(0);
      return signed(given.get(0), (highest + 7) / 8 * 8);
    }
    if (name.matches("INT(16|24|32)") && given.size() == Integer.parseInt(name.substring(3)) / 8) {
      Bits whole = Bits.number(0);
      for (Bits part : given) {
        whole = whole.times(256).plus(part);
      }
      return whole;
    }
    throw new NotLinear("it uses " + name + ", which is not linear or not known");
  }

  private static int width(double factor) {
    return 64 - Long.numberOfLeadingZeros((long) Math.abs(factor));
  }

  private static Bits signed(Bits bits, int width) throws NotLinear {
    Optional<Bits> signed = width == 0 || width > 32 ? Optional.empty() : bits.signed(width);
    return signed.orElseThrow(() -> new NotLinear("its SIGNED works on no whole number"));
  }

  private String word() throws NotLinear {
    int from = at;
    while (at < text.length()
        && (text.charAt(at) >= 'A' && text.charAt(at) <= 'Z'
            || at > from && Character.isDigit(text.charAt(at)))) {
      at++;
    }
    if (at == from) {
      throw unexpected();
    }
    return text.substring(from, at);
  }

  /** A is 0, Z is 25, AA is 26. */
  private static int letters(String word) throws NotLinear {
    if (!word.matches("[A-Z]{1,3}")) {
      throw new NotLinear("'" + word + "' is not understood");
    }
    int index = 0;
    for (char c : word.toCharArray()) {
      index = 26 * index + c - 'A' + 1;
    }
    if (index > MOST_BYTES) {
      throw new NotLinear("it names byte " + word + ", which no answer has");
    }
    return index - 1;
  }

  private double number() throws NotLinear {
    int from = at;
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    try {
      return Double.parseDouble(text.substring(from, at));
    } catch (NumberFormatException e) {
      throw new NotLinear("'" + text.substring(from, at) + "' is no number");
    }
  }
}
