/**
 * Commands from afar: signed by a configured issuer, for this gateway alone, for a short time and
 * once. Nothing here talks to a vehicle: a command can only begin what the operator could begin.
 */
package io.cellwitness.gateway.command;
