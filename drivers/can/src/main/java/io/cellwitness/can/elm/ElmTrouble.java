package io.cellwitness.can.elm;

import java.util.Locale;
import java.util.Optional;

/** What an adapter says instead of data (ELM327 data sheet "Error messages", STN reference). */
public enum ElmTrouble {
  /** No ECU answered in time. */
  NO_DATA("NODATA"),
  /** The bus does not carry our frames: wrong bit rate, no bus, no ignition. */
  CAN_ERROR("CANERROR"),
  /** The bus was never free. */
  BUS_BUSY("BUSBUSY"),
  /** A short or a missing pull-up. */
  BUS_ERROR("BUSERROR"),
  /** The adapter does not hear what it sends. */
  FEEDBACK_ERROR("FBERROR"),
  /** A frame with a wrong check sum or length. */
  DATA_ERROR("DATAERROR"),
  /** A frame that was damaged on the way. */
  RX_ERROR("RXERROR"),
  /** The answer came faster than the port takes it. */
  BUFFER_FULL("BUFFERFULL"),
  /** Somebody sent a character during an answer. */
  STOPPED("STOPPED"),
  /** The adapter found no protocol. */
  UNABLE_TO_CONNECT("UNABLETOCONNECT"),
  /** Bus initialisation failed. */
  BUS_INIT("BUSINIT"),
  /** The supply sagged: every setting is gone. */
  LOW_VOLTAGE_RESET("LVRESET"),
  /** The adapter is about to sleep. */
  SLEEP_ALERT("ACTALERT", "LPALERT"),
  /** STN: no flow control came or went. */
  FLOW_CONTROL_TIMEOUT("FCRXTIMEOUT"),
  /** STN: the answer does not fit. */
  OUT_OF_MEMORY("OUTOFMEMORY"),
  /** STN: characters from us were lost. */
  PORT_OVERFLOW("UARTRXOVERFLOW"),
  /** An internal error with a number; 94 is fatal for CAN. */
  INTERNAL_ERROR("ERR"),
  /** The adapter does not know the command. */
  UNKNOWN_COMMAND("?");

  private final String[] marks;

  ElmTrouble(String... marks) {
    this.marks = marks;
  }

  /**
   * Finds the trouble a line speaks of, alone or behind data ({@code <DATA ERROR}).
   *
   * @param line one line of a reply
   * @return the trouble, or empty when the line speaks of none
   */
  static Optional<ElmTrouble> in(String line) {
    String squeezed = ElmReply.squeezed(line);
    for (ElmTrouble trouble : values()) {
      for (String mark : trouble.marks) {
        if (squeezed.contains(mark)) {
          return Optional.of(trouble);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the settings of the adapter are gone or doubtful after this.
   *
   * @return true when the adapter must be set up again
   */
  public boolean needsSetUp() {
    return this == LOW_VOLTAGE_RESET || this == SLEEP_ALERT || this == INTERNAL_ERROR;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
