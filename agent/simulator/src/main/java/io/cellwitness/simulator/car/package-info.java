/** Control units that answer diagnostic requests on a simulated CAN bus. */
package io.cellwitness.simulator.car;
