package io.cellwitness.simulator.car;

/**
 * A frame on its way.
 *
 * @param delayMillis after the frame that caused it, ms
 * @param frame the frame
 */
public record TimedFrame(int delayMillis, CanFrame frame) {}
