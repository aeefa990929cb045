package io.cellwitness.gateway.demo;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.util.concurrent.Callable;

/** Runs what needs the simulator, which an installation may leave out. */
final class SimulatorPart {

  private SimulatorPart() {}

  /**
   * Runs it.
   *
   * @param work touches the simulator's classes
   * @return its exit code
   * @throws Failure UNAVAILABLE when the simulator is not installed
   * @throws Exception whatever the work throws
   */
  static int run(Callable<Integer> work) throws Exception {
    try {
      return work.call();
    } catch (NoClassDefFoundError e) {
      throw new Failure(
          ExitCode.UNAVAILABLE,
          "the simulated car is not part of this installation; install the package"
              + " cellwitness-simulator",
          e);
    }
  }
}
