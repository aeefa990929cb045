package io.cellwitness.opcua.values;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Reads status codes (OPC 10000-4, 7.39): two bits severity, a code, and bits that say something of
 * the value itself.
 */
final class StatusWords {

  private static final int DATA_VALUE_INFO = 0x0400;
  private static final int OVERFLOW = 0x0080;
  private static final int LIMIT_BITS = 0x0300;
  private static final int SEMANTICS_CHANGED = 0x4000;

  private static final Map<Integer, String> WORDS =
      Map.ofEntries(
          Map.entry(0x8002, "Bad_InternalError"),
          Map.entry(0x8005, "Bad_CommunicationError"),
          Map.entry(0x800A, "Bad_Timeout"),
          Map.entry(0x801F, "Bad_UserAccessDenied"),
          Map.entry(0x8031, "Bad_NoCommunication"),
          Map.entry(0x8032, "Bad_WaitingForInitialData"),
          Map.entry(0x8033, "Bad_NodeIdInvalid"),
          Map.entry(0x8034, "Bad_NodeIdUnknown"),
          Map.entry(0x8035, "Bad_AttributeIdInvalid"),
          Map.entry(0x8036, "Bad_IndexRangeInvalid"),
          Map.entry(0x8037, "Bad_IndexRangeNoData"),
          Map.entry(0x803A, "Bad_NotReadable"),
          Map.entry(0x80B9, "Bad_ResponseTooLarge"),
          Map.entry(0x8089, "Bad_ConfigurationError"),
          Map.entry(0x808A, "Bad_NotConnected"),
          Map.entry(0x808B, "Bad_DeviceFailure"),
          Map.entry(0x808C, "Bad_SensorFailure"),
          Map.entry(0x808D, "Bad_OutOfService"),
          Map.entry(0x408F, "Uncertain_NoCommunicationLastUsableValue"),
          Map.entry(0x4090, "Uncertain_LastUsableValue"),
          Map.entry(0x4091, "Uncertain_SubstituteValue"),
          Map.entry(0x4092, "Uncertain_InitialValue"),
          Map.entry(0x4093, "Uncertain_SensorNotAccurate"),
          Map.entry(0x4094, "Uncertain_EngineeringUnitsExceeded"),
          Map.entry(0x4095, "Uncertain_SubNormal"));

  private static final int GOOD_CLAMPED = 0x0030;
  private static final int GOOD_LOCAL_OVERRIDE = 0x0096;

  private StatusWords() {}

  /**
   * Why a value with this status is none.
   *
   * @param status 32 bits
   * @return a few words, or empty when the value can be used
   */
  static Optional<String> objection(long status) {
    int code = code(status);
    if (code >>> 14 != 0) {
      return Optional.of("status " + name(status));
    }
    if (code == GOOD_CLAMPED) {
      return Optional.of("clamped by the server");
    }
    if (code == GOOD_LOCAL_OVERRIDE) {
      return Optional.of("overridden by hand at the server");
    }
    if ((status & SEMANTICS_CHANGED) != 0) {
      return Optional.of("its meaning changed on the server (unit or range)");
    }
    if (carriesInfo(status) && (status & LIMIT_BITS) != 0) {
      return Optional.of("held at a limit by the server");
    }
    return Optional.empty();
  }

  /** Whether earlier values were dropped from the server's queue. */
  static boolean overflowed(long status) {
    return carriesInfo(status) && (status & OVERFLOW) != 0;
  }

  static String name(long status) {
    String hex = "0x" + HexFormat.of().toHexDigits((int) status);
    return Optional.ofNullable(WORDS.get(code(status))).orElse(hex);
  }

  private static int code(long status) {
    return (int) (status >>> 16) & 0xFFFF;
  }

  private static boolean carriesInfo(long status) {
    return (status & 0x0C00) == DATA_VALUE_INFO;
  }
}
