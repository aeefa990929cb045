/**
 * The last line before the wire: only reading requests and harmless adapter commands pass, whatever
 * the code above asks for. Nothing in here can be configured.
 */
package io.cellwitness.can.guard;
