/** An MQTT 5 broker in this process. */
package io.cellwitness.simulator.broker;
