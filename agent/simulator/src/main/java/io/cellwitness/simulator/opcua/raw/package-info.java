/** An OPC UA server made of bytes, for answers that no well-behaved server would give. */
package io.cellwitness.simulator.opcua.raw;
