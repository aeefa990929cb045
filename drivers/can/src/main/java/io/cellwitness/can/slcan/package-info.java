/** The line language of SLCAN (Lawicel) adapters: CANUSB, USBtin, CANable. */
package io.cellwitness.can.slcan;
