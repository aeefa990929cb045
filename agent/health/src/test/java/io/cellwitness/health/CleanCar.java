package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Sourced;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;

/**
 * An honest NMC car with noise, rounding and an imperfect SOC scale, seen on two visits: a drive, a
 * charge and a rest each. Everything is drawn from the seed.
 */
final class CleanCar {

  static final String VIN = "TESTVIN0000000001";
  static final long SECOND_VISIT = 1;

  /** Rest voltage at 0, 10, … 100 %, V: the measured mean of ten cars is of this shape. */
  private static final double[] REST_V = {
    3.02, 3.44, 3.53, 3.60, 3.65, 3.70, 3.78, 3.88, 3.98, 4.08, 4.19
  };

  private final Random random;
  private final List<Reading> readings = new ArrayList<>();
  private final int series;
  private final double nominalAh;
  private final double healthPct;
  private final double cellOhm;
  private final double[] cellOffsetV;
  private final double socBowPct;
  private final double sensorGain;
  private final double sensorOffsetA;
  private final double beliefPct;
  private final double stepS;

  private long visit;
  private double timeS;
  private double fraction;
  private double temperatureC;
  private double chargedAh;
  private double consumedAh;
  private double chargedKwh;
  private double consumedKwh;
  private double odometerKm;
  private double operatingS;

  private CleanCar(long seed) {
    random = new Random(seed);
    series = 84 + 2 * random.nextInt(13);
    nominalAh = 60 + random.nextInt(120);
    healthPct = 74 + 26 * random.nextDouble();
    cellOhm = 0.08 / nominalAh * (1 + 0.6 * random.nextDouble());
    cellOffsetV = new double[series];
    for (int i = 0; i < series; i++) {
      cellOffsetV[i] = Math.max(-0.009, Math.min(0.009, 0.003 * random.nextGaussian()));
    }
    socBowPct = 3 * (2 * random.nextDouble() - 1);
    sensorGain = 1 + 0.006 * Math.max(-2, Math.min(2, random.nextGaussian()));
    sensorOffsetA = 0.1 * random.nextGaussian();
    beliefPct = Math.max(-3, Math.min(3, 1.5 * random.nextGaussian()));
    stepS = 1 + random.nextInt(3);
    chargedAh = 40 * nominalAh + 200 * nominalAh * random.nextDouble();
    consumedAh = 0.99 * chargedAh;
    chargedKwh = chargedAh * series * 3.7 / 1000;
    consumedKwh = 0.97 * chargedKwh;
    odometerKm = 20_000 + 100_000 * random.nextDouble();
    operatingS = 3600.0 * (2000 + random.nextInt(5000));
  }

  /** Readings of a car. */
  static List<Reading> readings(long seed) {
    CleanCar car = new CleanCar(seed);
    car.visit(0);
    car.between();
    car.visit(SECOND_VISIT);
    return car.readings;
  }

  static PackFacts facts(long seed) {
    CleanCar car = new CleanCar(seed);
    return new PackFacts(
        Chemistry.NMC,
        OptionalInt.of(car.series),
        Optional.of(new Sourced(car.nominalAh, "test")),
        Optional.empty(),
        Optional.empty());
  }

  private double capacityAh() {
    return nominalAh * healthPct / 100;
  }

  private void visit(long number) {
    visit = number;
    timeS = 0;
    temperatureC = 18 + 8 * random.nextDouble();
    if (number == 0) {
      fraction = 0.15 + 0.2 * random.nextDouble();
    }
    send(Signals.VIN, 0, new Value.Text(VIN));
    send(Signals.SOH, Math.rint(healthPct + beliefPct));
    for (int i = 0; i < 300; i++) {
      double speed = 40 + 30 * Math.sin(i / 20.0);
      double load = (i / 7 % 3 == 0 ? 0.5 : -1.1) * (0.2 + 0.5 * random.nextDouble());
      step(load * nominalAh / 2, 1, speed);
    }
    rest(60);
    double rate = 0.12 + 0.4 * random.nextDouble();
    double fullAt = 0.85 + 0.11 * random.nextDouble();
    while (fraction < fullAt) {
      step(rate * nominalAh * (1 + 0.01 * Math.sin(timeS / 300)), stepS, 0);
    }
    rest(240);
  }

  private void rest(int seconds) {
    for (int i = 0; i < seconds; i++) {
      if (i % 10 == 0) {
        cells(0);
        send(Signals.ISOLATION, 1500 + 100 * random.nextDouble());
      }
      step(-0.3, 1, 0);
    }
  }

  /** A week of driving and charging nobody watched. */
  private void between() {
    double throughAh = 3 * capacityAh();
    double end = 0.15 + 0.2 * random.nextDouble();
    double netAh = (end - fraction) * capacityAh();
    chargedAh += throughAh + Math.max(0, netAh);
    consumedAh += throughAh + Math.max(0, -netAh);
    chargedKwh += (throughAh + Math.max(0, netAh)) * series * 3.75 / 1000;
    consumedKwh += (throughAh + Math.max(0, -netAh)) * series * 3.6 / 1000;
    odometerKm += 900;
    operatingS += 40 * 3600;
    fraction = end;
  }

  private void step(double currentA, double seconds, double speedKmh) {
    double volts = series * (restV() + currentA * cellOhm) + 0.05 * random.nextGaussian();
    send(Signals.VOLTAGE, Math.rint(volts * 10) / 10);
    double shownPct = 100 * fraction + 4 * socBowPct * fraction * (1 - fraction);
    send(Signals.SOC, Math.rint(Math.min(100, shownPct) * 2) / 2);
    double displayPct = (100 * fraction - 4) / 0.92;
    send(Signals.SOC_DISPLAYED, Math.rint(Math.max(0, Math.min(100, displayPct))));
    send(Signals.REMAINING_AH, Math.rint(10 * fraction * capacityAh()) / 10);
    send(Signals.TEMPERATURE_MAX, Math.rint(temperatureC + 1));
    send(Signals.TEMPERATURE_MIN, Math.rint(temperatureC - 1));
    send(Signals.CELL_VOLTAGE_MAX, round(volts / series + highest()));
    send(Signals.CELL_VOLTAGE_MIN, round(volts / series - lowest()));
    send(Signals.CHARGED_AH, Math.floor(chargedAh * 10) / 10);
    send(Signals.CONSUMED_AH, Math.floor(consumedAh * 10) / 10);
    send(Signals.CHARGED_KWH, Math.floor(chargedKwh * 10) / 10);
    send(Signals.CONSUMED_KWH, Math.floor(consumedKwh * 10) / 10);
    send(Signals.OPERATING_TIME, Math.floor(operatingS));
    send(Signals.ODOMETER, Math.floor(odometerKm));
    send(Signals.SPEED, Math.rint(speedKmh));
    double shownA = sensorGain * currentA + sensorOffsetA + 0.1 * random.nextGaussian();
    send(Signals.CURRENT, Math.rint(shownA * 10) / 10);
    double movedAh = currentA * seconds / 3600;
    fraction += movedAh / capacityAh();
    chargedAh += Math.max(0, sensorGain * movedAh);
    consumedAh += Math.max(0, -sensorGain * movedAh);
    chargedKwh += Math.max(0, sensorGain * movedAh * volts / 1000);
    consumedKwh += Math.max(0, -sensorGain * movedAh * volts / 1000);
    odometerKm += speedKmh * seconds / 3600;
    operatingS += seconds;
    temperatureC += 1e-9 * currentA * currentA * seconds * 40;
    timeS += seconds;
  }

  private void cells(double currentA) {
    for (int cell = 1; cell <= series; cell++) {
      double volts = restV() + currentA * cellOhm + cellOffsetV[cell - 1];
      send(Signals.CELL_VOLTAGE, cell, new Value.Number(round(volts)));
    }
  }

  private double highest() {
    double highest = 0;
    for (double offset : cellOffsetV) {
      highest = Math.max(highest, offset);
    }
    return highest;
  }

  private double lowest() {
    double lowest = 0;
    for (double offset : cellOffsetV) {
      lowest = Math.max(lowest, -offset);
    }
    return lowest;
  }

  private double restV() {
    double tenths = Math.max(0, Math.min(9.999, 10 * fraction));
    int k = (int) tenths;
    return REST_V[k] + (tenths - k) * (REST_V[k + 1] - REST_V[k]);
  }

  private static double round(double volts) {
    return Math.rint(1000 * volts) / 1000;
  }

  private void send(Signal signal, double value) {
    send(signal, 0, new Value.Number(value));
  }

  private void send(Signal signal, int index, Value value) {
    long nanos = Math.round(timeS * 1e9);
    Instant wall =
        Instant.parse("2026-03-01T08:00:00Z").plusSeconds(7 * 86_400L * visit).plusNanos(nanos);
    Stamp stamp = new Stamp(wall, nanos, new UUID(8, visit), true);
    readings.add(new Reading(signal, index, value, stamp, "clean car"));
  }
}
