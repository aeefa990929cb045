/**
 * The report: what stands in it, how it becomes bytes, how it is written to a folder. Signing is in
 * {@code jose}, checking in {@code trust}, the page for people in {@code html}.
 */
package io.cellwitness.report;
