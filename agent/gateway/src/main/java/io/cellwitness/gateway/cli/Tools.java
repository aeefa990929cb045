package io.cellwitness.gateway.cli;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.StopRequest;

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
    Console console, SettingsSource settings, Drivers drivers, TimeSource time, StopRequest stop) {}
