/**
 * The way to the broker: settings, topics, and the one thread that drains the outbox over MQTT 5.
 * Paho is used in {@link io.cellwitness.gateway.mqtt.PahoConnector} and its connection, and nowhere
 * else.
 */
package io.cellwitness.gateway.mqtt;
