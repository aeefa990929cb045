/**
 * The method: readings in, quantities with uncertainty out. No I/O, no clock, no log, no dependency
 * but {@code cellwitness-api}; the same readings give the same bytes.
 */
package io.cellwitness.health;
