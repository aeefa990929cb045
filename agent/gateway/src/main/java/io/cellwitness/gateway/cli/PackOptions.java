package io.cellwitness.gateway.cli;

import io.cellwitness.api.CellFacts;
import io.cellwitness.api.CellFacts.RestVoltage;
import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Sourced;
import io.cellwitness.api.UseFacts;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.health.electrode.CathodeClass;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** What the operator knows of the pack; it wins over the profile and the file. */
public final class PackOptions {

  private static final String OPERATOR = "operator";

  @Option(
      names = "--chemistry",
      paramLabel = "NMC|NCA|LMO|LFP|unknown",
      description = "Cathode chemistry; unknown means the strictest rules.")
  String chemistry;

  @Option(names = "--series", paramLabel = "N", description = "Cells in series.")
  Integer series;

  @Option(names = "--nominal-ah", paramLabel = "AH", description = "Name-plate capacity, Ah.")
  Double nominalAh;

  @Option(
      names = "--certified-kwh",
      paramLabel = "KWH",
      description = "Certified usable battery energy (UBE, UN GTR 22), kWh.")
  Double certifiedKwh;

  @Option(
      names = "--declared-kwh",
      paramLabel = "KWH",
      description = "Energy the maker declares without certificate, kWh.")
  Double declaredKwh;

  @Option(
      names = "--declared-soh",
      paramLabel = "PCT",
      description = "State of health the seller or the dashboard declares, %%.")
  Double declaredSoh;

  @Option(
      names = "--cell-empty-v",
      paramLabel = "V",
      description = "Rest voltage of a cell at 0 %%, V; taken to be known to 10 mV.")
  Double cellEmptyV;

  @Option(
      names = "--cell-full-v",
      paramLabel = "V",
      description = "Rest voltage of a cell at 100 %%, V; taken to be known to 10 mV.")
  Double cellFullV;

  @Option(
      names = "--cathode-class",
      paramLabel = "CLASS",
      description = "nmc532, mix25, mix50, mix75 or nmc811b; without it all are weighed.")
  String cathodeClass;

  @Option(
      names = "--stationary",
      description = "The pack is a stationary storage (Annex VII of EU 2023/1542).")
  boolean stationary;

  @Option(names = "--rated-kw", paramLabel = "KW", description = "Rated discharge power, kW.")
  Double ratedKw;

  @Option(
      names = "--rated-efficiency",
      paramLabel = "PCT",
      description = "Round-trip efficiency when new, %%.")
  Double ratedEfficiencyPct;

  @Option(
      names = "--consumption",
      paramLabel = "WH/KM",
      description = "Certified energy consumption, Wh/km, for the virtual distance of UN GTR 22.")
  Double consumptionWhPerKm;

  @Option(
      names = "--age-years",
      paramLabel = "YEARS",
      description = "Years since first registration or putting into service.")
  Double ageYears;

  /**
   * The facts as given.
   *
   * @return empty where nothing was given
   * @throws Failure with {@link ExitCode#USAGE} when a figure cannot be right
   */
  PackFacts facts() throws Failure {
    if (declaredSoh != null && !(declaredSoh > 0 && declaredSoh <= 120)) {
      throw usage("--declared-soh must be between 0 and 120 %, not " + declaredSoh);
    }
    return new PackFacts(
        parseChemistry(),
        cells(series),
        figure("--nominal-ah", nominalAh, 1000),
        figure("--certified-kwh", certifiedKwh, 10_000),
        figure("--declared-kwh", declaredKwh, 10_000),
        cell(),
        new UseFacts(
            stationary,
            figure("--rated-kw", ratedKw, 10_000),
            figure("--rated-efficiency", ratedEfficiencyPct, 100),
            figure("--consumption", consumptionWhPerKm, 2000),
            figure("--age-years", ageYears, 100)));
  }

  private CellFacts cell() throws Failure {
    Optional<RestVoltage> empty = restVoltage("--cell-empty-v", cellEmptyV);
    Optional<RestVoltage> full = restVoltage("--cell-full-v", cellFullV);
    if (empty.isPresent() && full.isPresent() && cellEmptyV >= cellFullV) {
      throw usage("--cell-empty-v must be below --cell-full-v");
    }
    return new CellFacts(empty, full, cathode(cathodeClass).map(CathodeClass::id));
  }

  /** A rest voltage of a cell a lithium-ion battery can have. */
  static Optional<RestVoltage> restVoltage(String option, Double volts) throws Failure {
    if (volts == null) {
      return Optional.empty();
    }
    if (!(volts >= 2 && volts <= 4.6)) {
      throw usage(option + " must be from 2 to 4.6 V per cell, not " + volts);
    }
    return Optional.of(RestVoltage.assumed(volts, OPERATOR));
  }

  /** The class given by {@code --cathode-class}. */
  static Optional<CathodeClass> cathode(String id) throws Failure {
    if (id == null) {
      return Optional.empty();
    }
    Optional<CathodeClass> found = CathodeClass.find(id.toLowerCase(Locale.ROOT));
    if (found.isEmpty()) {
      throw usage(
          "--cathode-class '" + id + "' is not one of nmc532, mix25, mix50, mix75 or nmc811b");
    }
    return found;
  }

  private Chemistry parseChemistry() throws Failure {
    if (chemistry == null) {
      return Chemistry.UNKNOWN;
    }
    try {
      return Chemistry.valueOf(chemistry.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw usage("--chemistry '" + chemistry + "' is not one of NMC, NCA, LMO, LFP or unknown");
    }
  }

  /** The number given by {@code --series}. */
  static OptionalInt cells(Integer series) throws Failure {
    if (series == null) {
      return OptionalInt.empty();
    }
    if (series < 1 || series > 1000) {
      throw usage("--series must be between 1 and 1000 cells, not " + series);
    }
    return OptionalInt.of(series);
  }

  /** A positive figure. */
  static Optional<Sourced> figure(String option, Double value, double limit) throws Failure {
    if (value == null) {
      return Optional.empty();
    }
    if (!(value > 0 && value <= limit)) {
      throw usage(option + " must be above 0 and at most " + (int) limit + ", not " + value);
    }
    return Optional.of(new Sourced(value, OPERATOR));
  }

  private static Failure usage(String message) {
    return new Failure(ExitCode.USAGE, message);
  }
}
