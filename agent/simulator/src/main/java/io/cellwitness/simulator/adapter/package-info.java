/** CAN adapters as a program sees them, on a loopback TCP port. */
package io.cellwitness.simulator.adapter;
