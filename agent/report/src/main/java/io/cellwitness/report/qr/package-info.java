/** The report's claims in a QR code. */
package io.cellwitness.report.qr;
