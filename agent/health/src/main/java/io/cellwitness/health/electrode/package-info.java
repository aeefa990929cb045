/**
 * The electrode-model fit: capacity from the shape of a charge curve, without the state of charge
 * of the car (method, section 7). Half-cell curves come in as text; there is no I/O here.
 */
package io.cellwitness.health.electrode;
