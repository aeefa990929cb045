package io.cellwitness.gateway.config;

import io.cellwitness.api.SourceAddress;
import io.cellwitness.gateway.config.Node.Kind;
import io.cellwitness.gateway.config.Node.Scalar;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of value a setting can have. */
final class ValueTypes {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|min|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(KiB|MiB|GiB)");
  private static final Pattern CREDENTIAL = Pattern.compile("credential:([A-Za-z0-9_.-]{1,64})");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final Map<String, Long> BYTES =
      Map.of("KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  private ValueTypes() {}

  /** {@code true} or {@code false}. */
  static final ValueType<Boolean> TRUTH =
      (scalar, environment) -> {
        if (scalar.kind() != Kind.TRUTH) {
          throw new Refused("must be true or false, without quotes.");
        }
        return scalar.text().equalsIgnoreCase("true");
      };

  /** One level of an MQTT topic, also fit for a file name. */
  static final ValueType<String> NAME_TYPE =
      (scalar, environment) -> {
        String text = ValueType.text(scalar);
        if (Words.looksLikeVin(text)) {
          throw new Refused(
              "looks like a VIN; names appear in topics and logs, so choose another.");
        }
        if (!NAME.matcher(text).matches()) {
          throw new Refused("must be 1 to 64 letters, digits, '-' and '_'.");
        }
        return text;
      };

  /** A file or folder: absolute, relative to the configuration file, or below {@code ~/}. */
  static final ValueType<Path> PATH =
      (scalar, environment) -> {
        String text = ValueType.text(scalar);
        try {
          return text.startsWith("~/")
              ? environment.home().resolve(text.substring(2)).normalize()
              : scalar.origin().file().toAbsolutePath().resolveSibling(text).normalize();
        } catch (InvalidPathException e) {
          throw new Refused("is not a path this system can have.");
        }
      };

  /** A file with a secret, or {@code credential:NAME} for one systemd hands over. */
  static final ValueType<Path> SECRET_FILE =
      (scalar, environment) -> {
        Matcher credential = CREDENTIAL.matcher(ValueType.text(scalar));
        if (!credential.matches()) {
          return PATH.parse(scalar, environment);
        }
        return environment
            .credentials()
            .map(folder -> folder.resolve(credential.group(1)))
            .orElseThrow(
                () ->
                    new Refused(
                        "names a credential, but systemd handed none over; add LoadCredential="
                            + credential.group(1)
                            + ":FILE to the unit."));
      };

  /** Where a battery is read. */
  static final ValueType<SourceAddress> ADDRESS =
      (scalar, environment) -> {
        SourceAddress address;
        try {
          address = SourceAddress.parse(ValueType.text(scalar));
        } catch (IllegalArgumentException e) {
          throw new Refused("names no driver; write for example elm327:/dev/ttyUSB0.");
        }
        if (!environment.schemes().contains(address.scheme())) {
          throw new Refused(
              "begins with "
                  + Words.quote(address.scheme() + ":")
                  + ", for which no driver is installed; "
                  + Words.nearest(address.scheme(), environment.schemes())
                      .map(near -> "did you mean '" + near + ":'?")
                      .orElse("installed are " + sorted(environment) + "."));
        }
        return address;
      };

  private static String sorted(Environment environment) {
    return String.join(", ", environment.schemes().stream().sorted().toList());
  }

  /** Free text of bounded length, one line. */
  static ValueType<String> text(int maxLength) {
    return (scalar, environment) -> {
      String text = ValueType.text(scalar);
      if (text.isBlank() || text.length() > maxLength || text.chars().anyMatch(c -> c < ' ')) {
        throw new Refused("must be one line of 1 to " + maxLength + " characters.");
      }
      return text;
    };
  }

  /** One of a few words; case does not matter. */
  static ValueType<String> choice(List<String> words) {
    return (scalar, environment) -> {
      String text = ValueType.text(scalar);
      return words.stream()
          .filter(text::equalsIgnoreCase)
          .findFirst()
          .orElseThrow(
              () ->
                  new Refused(
                      "must be one of "
                          + String.join(", ", words)
                          + Words.nearest(text, words)
                              .map(near -> "; did you mean " + near + "?")
                              .orElse(".")));
    };
  }

  /** A whole number within bounds, both included. */
  static ValueType<Integer> whole(int min, int max) {
    return (scalar, environment) -> {
      if (scalar.kind() == Kind.NUMBER && scalar.text().matches("-?\\d{1,9}")) {
        int value = Integer.parseInt(scalar.text());
        if (value >= min && value <= max) {
          return value;
        }
      }
      throw new Refused("must be a whole number from " + min + " to " + max + ".");
    };
  }

  /** A decimal number within bounds, both included. */
  static ValueType<Double> decimal(double min, double max) {
    return (scalar, environment) -> {
      if (scalar.kind() == Kind.NUMBER && scalar.text().matches("\\d{1,9}(\\.\\d{1,9})?")) {
        double value = Double.parseDouble(scalar.text());
        if (value >= min && value <= max) {
          return value;
        }
      }
      throw new Refused("must be a number from " + plain(min) + " to " + plain(max) + ".");
    };
  }

  /** A time such as {@code 500ms}, {@code 30s}, {@code 5min}, {@code 2h} or {@code 1d}. */
  static ValueType<Duration> duration(Duration min, Duration max) {
    return new ValueType<>() {
      @Override
      public Duration parse(Scalar scalar, Environment environment) throws Refused {
        Matcher m = DURATION.matcher(scalar.text());
        if (m.matches()) {
          Duration value = Duration.ofMillis(Long.parseLong(m.group(1)) * MILLIS.get(m.group(2)));
          if (value.compareTo(min) >= 0 && value.compareTo(max) <= 0) {
            return value;
          }
        }
        throw new Refused(
            "must be a time from "
                + write(min)
                + " to "
                + write(max)
                + ", with its unit: ms, s, min, h or d.");
      }

      @Override
      public String write(Duration value) {
        return shortest(value.toMillis(), MILLIS);
      }
    };
  }

  /** A number of bytes such as {@code 256MiB}. */
  static ValueType<Long> bytes(long min, long max) {
    return new ValueType<>() {
      @Override
      public Long parse(Scalar scalar, Environment environment) throws Refused {
        Matcher m = SIZE.matcher(scalar.text());
        if (m.matches()) {
          long value = Long.parseLong(m.group(1)) * BYTES.get(m.group(2));
          if (value >= min && value <= max) {
            return value;
          }
        }
        throw new Refused(
            "must be a size from "
                + write(min)
                + " to "
                + write(max)
                + ", with its unit: KiB, MiB or GiB.");
      }

      @Override
      public String write(Long value) {
        return shortest(value, BYTES);
      }
    };
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** The value in the largest unit that divides it. */
  private static String shortest(long value, Map<String, Long> units) {
    return units.entrySet().stream()
        .filter(unit -> value % unit.getValue() == 0)
        .max(Map.Entry.comparingByValue())
        .map(unit -> value / unit.getValue() + unit.getKey())
        .orElseThrow();
  }
}
