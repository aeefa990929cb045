/** CAN frames to messages by ISO 15765-2. */
package io.cellwitness.can.isotp;
