/** Serial ports. The only package that uses jSerialComm. */
package io.cellwitness.can.serial;
