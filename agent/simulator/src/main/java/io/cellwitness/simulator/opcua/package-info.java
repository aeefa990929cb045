/** An OPC UA server that plays a pack and a charger with its own meter, for the demo and tests. */
package io.cellwitness.simulator.opcua;
