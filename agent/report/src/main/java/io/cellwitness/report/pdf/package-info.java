/**
 * The page for people on paper. Nothing else in the program touches these classes or the library
 * behind them, so that they are loaded only when a PDF is written.
 */
package io.cellwitness.report.pdf;
