package io.cellwitness.gateway.cli;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.Steps;
import io.cellwitness.gateway.base.StopRequest;
import io.cellwitness.gateway.config.Settings;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a verb works with; every verb takes from it what it needs.
 *
 * @param console where to write
 * @param settings the configuration
 * @param drivers what can be read
 * @param time the machine's clock
 * @param stop how the operator ends a verb early
 */
public record Tools(
    Console console, SettingsSource settings, Drivers drivers, TimeSource time, StopRequest stop) {

  /**
   * Tells how far work has come, and breaks it off when the operator wants that.
   *
   * @param phase what is being done, a word or two
   * @return takes the share that is done
   */
  Steps steps(String phase) {
    return new Steps(console, time, stop, phase);
  }

  /**
   * What a driver is given by a verb that reads a car.
   *
   * @param chosen the configuration of this run
   * @param profile id of the vehicle profile the operator named; null to have the car identified
   * @param notes takes what the operator should know
   * @return the context
   */
  DriverContext context(Settings chosen, String profile, Consumer<String> notes) {
    return new DriverContext(
        time,
        Optional.ofNullable(profile),
        chosen.profileDirectories(),
        chosen.polling().requestsPerSecond(),
        notes,
        Optional.of(chosen.stateDir()));
  }
}
