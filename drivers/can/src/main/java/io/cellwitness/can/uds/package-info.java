/** Requests and answers: UDS (ISO 14229-1), KWP 2000 and OBD (SAE J1979), reading only. */
package io.cellwitness.can.uds;
