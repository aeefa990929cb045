/** The verification page: one file that checks reports in a browser, offline. */
package io.cellwitness.report.page;
