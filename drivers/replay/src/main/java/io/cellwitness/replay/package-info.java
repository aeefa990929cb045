/**
 * Recorded sessions played back as readings: CSV tables, and CellWitness' own session files, which
 * {@link io.cellwitness.replay.SessionFileWriter} writes while a check runs.
 */
package io.cellwitness.replay;
