package io.cellwitness.can;

import io.cellwitness.api.Stamp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which way the current of one source counts, as the battery itself shows it: a current into the
 * battery raises the voltage (dV/dI is a resistance and positive) and in time the state of charge.
 *
 * <p>Each clear step and each percent of charge is one vote. A direction counts once it leads by
 * three votes and has four times as many as the other; one that is contradicted later by as many is
 * lost for the session.
 */
final class SignWatch {

  private static final int LEAD = 3;
  private static final int TIMES_AS_MANY = 4;

  /** Smaller steps drown in the noise and the time between the two readings. */
  private static final double LEAST_STEP_A = 8;

  private static final double LEAST_STEP_V = 0.4;

  /** Before and after a step the current must stand still, within this part of the step. */
  private static final double STEADY = 0.2;

  /** Pack resistance of any car, with contacts and ageing. */
  private static final double LEAST_OHM = 0.01;

  private static final double MOST_OHM = 1;
  private static final double LONGEST_STEP_SECONDS = 15;
  private static final double LEAST_SOC_STEP = 1;

  /** Below this a state of charge moves for other reasons. */
  private static final double LEAST_SOC_CURRENT_A = 2;

  private record Pair(double amps, double volts, Stamp at) {}

  private final Deque<Pair> pairs = new ArrayDeque<>();
  private int direction;
  private boolean contradicted;
  private int with;
  private int against;
  private double volts;
  private Optional<Stamp> voltsAt = Optional.empty();
  private Optional<Stamp> ampsAt = Optional.empty();
  private double runSign;
  private OptionalDouble runSoc = OptionalDouble.empty();
  private double lastSoc;

  /**
   * Begins to watch.
   *
   * @param assumed 1 where the numbers are said to be positive into the battery, 0 where nobody
   *     knows
   */
  SignWatch(int assumed) {
    this.direction = assumed;
  }

  /** 1 where the numbers are positive into the battery, -1 out of it, 0 when that is not known. */
  int direction() {
    return contradicted ? 0 : direction;
  }

  /** Whether a direction that was taken for right turned out wrong. */
  boolean contradicted() {
    return contradicted;
  }

  void voltage(double nowVolts, Stamp at) {
    volts = nowVolts;
    voltsAt = Optional.of(at);
  }

  void soc(double percent) {
    // A jump is a correction of the battery management, and a gap says nothing of the time between.
    boolean jumped = runSoc.isPresent() && Math.abs(percent - lastSoc) > LEAST_SOC_STEP;
    if (runSign == 0 || runSoc.isEmpty() || jumped) {
      runSoc = runSign == 0 ? OptionalDouble.empty() : OptionalDouble.of(percent);
    } else if (Math.abs(percent - runSoc.getAsDouble()) >= LEAST_SOC_STEP) {
      vote(Math.signum(percent - runSoc.getAsDouble()) == runSign);
      runSoc = OptionalDouble.of(percent);
    }
    lastSoc = percent;
  }

  void current(double amps, Stamp at) {
    double sign = Math.abs(amps) < LEAST_SOC_CURRENT_A ? 0 : Math.signum(amps);
    if (sign != runSign) {
      runSign = sign;
      runSoc = OptionalDouble.empty();
    }
    // The voltage must be from after the current before it, or a step lies between the two.
    boolean fresh =
        voltsAt.isPresent() && (ampsAt.isEmpty() || voltsAt.get().secondsSince(ampsAt.get()) > 0);
    ampsAt = Optional.of(at);
    if (!fresh) {
      pairs.clear();
      return;
    }
    pairs.addLast(new Pair(amps, volts, at));
    if (pairs.size() > 4) {
      pairs.removeFirst();
    }
    if (pairs.size() == 4) {
      judgeStep();
    }
  }

  /** Two steady pairs, a step, two steady pairs. */
  private void judgeStep() {
    List<Pair> four = new ArrayList<>(pairs);
    double stepA = four.get(3).amps() - four.get(1).amps();
    double stepV = four.get(3).volts() - four.get(1).volts();
    double ohm = Math.abs(stepV / stepA);
    boolean clear =
        Math.abs(stepA) >= LEAST_STEP_A
            && Math.abs(stepV) >= LEAST_STEP_V
            && ohm >= LEAST_OHM
            && ohm <= MOST_OHM
            && steady(four.get(0), four.get(1), stepA)
            && steady(four.get(2), four.get(3), stepA)
            && four.get(3).at().secondsSince(four.get(0).at()) <= LONGEST_STEP_SECONDS;
    if (clear) {
      vote(stepA * stepV > 0);
      pairs.clear();
    }
  }

  private static boolean steady(Pair one, Pair other, double stepA) {
    return Math.abs(other.amps() - one.amps()) <= STEADY * Math.abs(stepA);
  }

  private void vote(boolean intoTheBattery) {
    if (intoTheBattery) {
      with++;
    } else {
      against++;
    }
    int winner = leads(with, against) ? 1 : leads(against, with) ? -1 : 0;
    if (winner != 0) {
      contradicted |= direction == -winner;
      direction = direction == 0 ? winner : direction;
      // What was counted so far is settled; only what comes now can contradict it.
      with = 0;
      against = 0;
    }
  }

  private static boolean leads(int these, int others) {
    return these - others >= LEAD && these >= TIMES_AS_MANY * others;
  }
}
