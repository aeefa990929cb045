/** Looking around on a server: what could be a battery, and what a source file for it would say. */
package io.cellwitness.opcua.probe;
