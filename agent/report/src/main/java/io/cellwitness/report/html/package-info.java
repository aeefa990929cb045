/** The report as a page for people: one self-contained file without script. */
package io.cellwitness.report.html;
