/** The report's values under the names of the two battery-passport data models in use. */
package io.cellwitness.report.passport;
