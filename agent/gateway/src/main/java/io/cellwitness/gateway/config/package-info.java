/**
 * The configuration: one YAML file with drop-ins, checked completely before anything starts. Every
 * problem is reported at once with file and line; nothing here touches the network.
 */
package io.cellwitness.gateway.config;
