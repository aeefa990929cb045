/**
 * Captures: everything that went over an adapter's link, both ways, in a file that is played back.
 */
package io.cellwitness.can.capture;
