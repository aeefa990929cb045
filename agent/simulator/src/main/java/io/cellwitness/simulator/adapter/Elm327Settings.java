package io.cellwitness.simulator.adapter;

import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/** What the AT commands of an ELM327 have set, with the values after a reset as defaults. */
final class Elm327Settings {

  /** Commands followed by a value; the longer name first where one begins with another. */
  private static final List<String> WITH_VALUE =
      List.of("SPA", "TPA", "SP", "TP", "SH", "CRA", "FCSH", "FCSD", "FCSM", "ST");

  private static final String IDENTIFIER = "[0-7][0-9A-F]{2}|[0-9A-F]{8}";

  /** Where legislated requests to every control unit go. */
  static final int FUNCTIONAL_ID = 0x7df;

  boolean echo = true;
  boolean lineFeeds;
  boolean spaces = true;
  boolean headers;
  boolean formatting = true;
  boolean flowControl = true;
  int timeoutMillis = 205;
  int adaptiveTiming = 1;
  int protocol;
  int header = FUNCTIONAL_ID;
  OptionalInt receiveId = OptionalInt.empty();
  OptionalInt flowControlHeader = OptionalInt.empty();
  byte[] flowControlData = {};
  int flowControlMode;

  /**
   * Carries out a command that only changes a setting.
   *
   * @param command upper case without blanks and without AT, for example {@code SH7E4}
   * @return false for a command or a value this adapter does not know
   */
  boolean apply(String command) {
    for (String name : WITH_VALUE) {
      if (command.startsWith(name)) {
        return value(name, command.substring(name.length()));
      }
    }
    if (command.equals("AR") || command.equals("AL") || command.equals("NL")) {
      receiveId = command.equals("AR") ? OptionalInt.empty() : receiveId;
      return true;
    }
    return command.matches("[A-Z]+[0-2]") && digit(command);
  }

  private boolean value(String name, String value) {
    return switch (name) {
      case "SH" -> header(value);
      case "CRA" -> receive(value);
      case "FCSH" -> flowControlHeader(value);
      case "FCSD" -> flowControlData(value);
      case "FCSM" -> flowControlMode(value);
      case "ST" -> timeout(value);
      default -> protocol(value);
    };
  }

  private boolean digit(String command) {
    String name = command.substring(0, command.length() - 1);
    int number = Character.digit(command.charAt(command.length() - 1), 10);
    if (name.equals("AT")) {
      adaptiveTiming = number;
      return true;
    }
    if (number > 1) {
      return false;
    }
    boolean on = number == 1;
    switch (name) {
      case "E" -> echo = on;
      case "L" -> lineFeeds = on;
      case "S" -> spaces = on;
      case "H" -> headers = on;
      case "CAF" -> formatting = on;
      case "CFC" -> flowControl = on;
      default -> {
        // Memory and response display change nothing here.
        return name.equals("M") || name.equals("R");
      }
    }
    return true;
  }

  private boolean protocol(String value) {
    if (!value.matches("[0-9A-C]")) {
      return false;
    }
    protocol = Integer.parseInt(value, 16);
    return true;
  }

  /** With an 11-bit protocol only the last three digits of an id count. */
  private boolean header(String value) {
    if (!value.matches("[0-7][0-9A-F]{2}|[0-9A-F]{6}")) {
      return false;
    }
    header = Integer.parseInt(value, 16) & 0x7ff;
    return true;
  }

  private boolean receive(String value) {
    if (value.isEmpty()) {
      receiveId = OptionalInt.empty();
      return true;
    }
    if (!value.matches(IDENTIFIER)) {
      return false;
    }
    receiveId = OptionalInt.of((int) Long.parseLong(value, 16));
    return true;
  }

  private boolean flowControlHeader(String value) {
    if (!value.matches(IDENTIFIER)) {
      return false;
    }
    flowControlHeader = OptionalInt.of((int) (Long.parseLong(value, 16) & 0x7ff));
    return true;
  }

  private boolean flowControlData(String value) {
    if (!value.matches("([0-9A-F]{2}){1,5}")) {
      return false;
    }
    flowControlData = HexFormat.of().parseHex(value);
    return true;
  }

  /** A mode is refused while what it needs has not been set. */
  private boolean flowControlMode(String value) {
    boolean possible =
        switch (value) {
          case "0" -> true;
          case "1" -> flowControlHeader.isPresent() && flowControlData.length > 0;
          case "2" -> flowControlData.length > 0;
          default -> false;
        };
    flowControlMode = possible ? value.charAt(0) - '0' : flowControlMode;
    return possible;
  }

  private boolean timeout(String value) {
    if (!value.matches("[0-9A-F]{2}")) {
      return false;
    }
    int steps = Integer.parseInt(value, 16);
    timeoutMillis = steps == 0 ? 205 : 4 * steps;
    return true;
  }
}
