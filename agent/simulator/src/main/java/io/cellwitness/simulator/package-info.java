/**
 * A workshop in a box: a simulated used car behind a simulated adapter, and an MQTT broker, all on
 * the loopback interface. For the demo, {@code sim:} and tests; the daemon never loads it.
 */
package io.cellwitness.simulator;
