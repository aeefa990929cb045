/**
 * Reads batteries over CAN-to-serial adapters. The way of a byte: {@code link} (serial or TCP) →
 * {@code guard} (only reading requests pass) → {@code elm} (the adapter's language) → {@code isotp}
 * (frames to messages) → {@code uds} (request and answer) → {@code profile} (answer to readings).
 */
package io.cellwitness.can;
