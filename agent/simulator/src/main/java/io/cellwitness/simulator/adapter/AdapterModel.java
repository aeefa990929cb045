package io.cellwitness.simulator.adapter;

import java.util.Optional;
import java.util.Set;

/**
 * Which adapter is played.
 *
 * @param identity what it says to ATI and after a reset
 * @param description what it says to AT@1
 * @param stnIdentity what it says to STI; empty for anything but an STN, which answers {@code ?}
 * @param automaticFlowControl whom it sends flow control to without being told how (ATFCSM0)
 * @param unknownCommands what it answers with a question mark, by beginning, without AT
 */
public record AdapterModel(
    String identity,
    String description,
    Optional<String> stnIdentity,
    AutomaticFlowControl automaticFlowControl,
    Set<String> unknownCommands) {

  /** Copies the set. */
  public AdapterModel {
    unknownCommands = Set.copyOf(unknownCommands);
  }

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
          AutomaticFlowControl.FUNCTIONAL_ONLY,
          Set.of());

  /** A copy that lacks what the data sheet of its claimed version promises. */
  public static final AdapterModel REDUCED_CLONE =
      new AdapterModel(
          "ELM327 v2.1",
          "OBDII to RS232 Interpreter",
          Optional.empty(),
          AutomaticFlowControl.FUNCTIONAL_ONLY,
          Set.of("FCSH", "FCSD", "FCSM", "WS", "CEA"));

  /** An OBDLink-type adapter, which calls itself an old ELM327 first. */
  public static final AdapterModel STN =
      new AdapterModel(
          "ELM327 v1.4b",
          "OBDLink SX",
          Optional.of("STN1130 v4.0.1"),
          AutomaticFlowControl.LEGISLATED,
          Set.of());
}
