package io.cellwitness.gateway.demo;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.StopRequest;
import io.cellwitness.gateway.cli.Tools;
import io.cellwitness.simulator.Workshop;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A simulated car at life's own speed; apart from its verb as {@link Demo} is. */
final class Simulation {

  private final Console console;
  private final TimeSource time;
  private final StopRequest stop;

  Simulation(Tools tools) {
    this.console = tools.console();
    this.time = tools.time();
    this.stop = tools.stop();
  }

  /**
   * Serves until the time is over or the operator ends it.
   *
   * @param port TCP port on 127.0.0.1, 0 for any
   * @param seed which car
   * @param seconds how long; null until the operator ends it
   */
  int run(int port, long seed, Integer seconds) throws Failure, InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    stop.tell(ended::countDown);
    try (Workshop workshop = Workshop.openOnPort(time, seed, port)) {
      String address = workshop.elm327Address();
      console.emit(Console.event("simulating").put("source", address).put("seed", seed));
      console.say("Simulated  car no. " + seed + " behind an ELM327 adapter");
      console.say("Source     " + address);
      console.say("Try        cellwitness read --once --source " + address);
      if (seconds == null) {
        ended.await();
      } else if (!ended.await(seconds, TimeUnit.SECONDS)) {
        console.say("Ended      after " + seconds + " s");
      }
      return ExitCode.OK.number();
    } catch (IOException e) {
      throw new Failure(
          ExitCode.UNAVAILABLE,
          "port " + port + " on 127.0.0.1 cannot be had (" + e.getMessage() + "); give --port N",
          e);
    }
  }
}
