package io.cellwitness.simulator;

/**
 * What the simulated car really is, to be held against what was measured.
 *
 * @param nominalAh name-plate capacity, Ah
 * @param capacityAh true capacity between empty and full, Ah
 * @param usableEnergyKwh energy a drive takes out from full to empty at 25 degC, kWh
 * @param sohPercent true capacity over name-plate capacity, %
 * @param declaredSohPercent what the car says of itself, %
 * @param socPercent true charge now, % of the true capacity
 */
public record Truth(
    double nominalAh,
    double capacityAh,
    double usableEnergyKwh,
    double sohPercent,
    double declaredSohPercent,
    double socPercent) {}
