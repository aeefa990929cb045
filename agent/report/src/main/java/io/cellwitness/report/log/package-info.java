/**
 * A gateway's reports as an append-only log: whoever keeps two checkpoints can tell that nothing
 * between them was removed or exchanged (RFC 9162, C2SP tlog-tiles and tlog-checkpoint).
 */
package io.cellwitness.report.log;
