/** Whom to believe, and whether a report may be believed. */
package io.cellwitness.report.trust;
