package io.cellwitness.health;

import java.util.List;

/** One family of consistency checks. */
@FunctionalInterface
interface Check {

  /** Every family, in the order of the report. */
  List<Check> ALL =
      List.of(
          new FrozenSignalChecks(),
          new ChargeChecks(),
          new SocAnchorChecks(),
          new VoltageChecks(),
          new SocVoltageChecks(),
          new CellChecks(),
          new CellSignalChecks(),
          new CounterChecks(),
          new BalanceChecks(),
          new RemainingChargeCheck(),
          new ClockChecks(),
          new TimeChecks(),
          new ReplayCheck(),
          new IdentityChecks());

  /** Adds what it finds. */
  void check(Evidence evidence, List<Finding> findings);
}
