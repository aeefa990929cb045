package io.cellwitness.can.log;

import io.cellwitness.can.uds.Ecu;

/**
 * A request and one whole message that came back to it.
 *
 * @param nanos when the message was complete, ns from the log's zero
 * @param ecu who was asked
 * @param request service, identifier and parameters
 * @param responder CAN identifier of the sender
 * @param message the message from its service byte on; whether it answers is for others to say
 */
record Exchange(long nanos, Ecu ecu, byte[] request, int responder, byte[] message) {}
