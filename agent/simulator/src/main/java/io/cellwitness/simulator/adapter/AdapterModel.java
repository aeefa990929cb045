package io.cellwitness.simulator.adapter;

import java.util.Optional;

/**
 * Which adapter is played.
 *
 * @param identity what it says to ATI and after a reset
 * @param description what it says to AT@1
 * @param stnIdentity what it says to STI; empty for anything but an STN, which answers {@code ?}
 * @param automaticFlowControl whom it sends flow control to without being told how (ATFCSM0)
 */
public record AdapterModel(
    String identity,
    String description,
    Optional<String> stnIdentity,
    AutomaticFlowControl automaticFlowControl) {

  /** How far flow control mode 0 works; copies differ, which is why it has to be set up. */
  public enum AutomaticFlowControl {
    /** After functional requests of legislated diagnostics only. */
    FUNCTIONAL_ONLY,
    /** For every id of legislated diagnostics, 7E8 to 7EF, as the original does. */
    LEGISLATED
  }

  /** One of the many copies. */
  public static final AdapterModel CLONE =
      new AdapterModel(
          "ELM327 v1.5",
          "OBDII to RS232 Interpreter",
          Optional.empty(),
          AutomaticFlowControl.FUNCTIONAL_ONLY);

  /** An OBDLink-type adapter, which calls itself an old ELM327 first. */
  public static final AdapterModel STN =
      new AdapterModel(
          "ELM327 v1.4b",
          "OBDLink SX",
          Optional.of("STN1130 v4.0.1"),
          AutomaticFlowControl.LEGISLATED);
}
