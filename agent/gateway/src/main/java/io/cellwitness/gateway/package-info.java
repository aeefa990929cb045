/**
 * The daemon and the command line: {@link io.cellwitness.gateway.Main} starts, {@link
 * io.cellwitness.gateway.Wiring} puts the parts together.
 */
package io.cellwitness.gateway;
