/** Compact JWS, keys and strict JSON with what the JDK offers (RFC 7515, 7638, 8037, 9864). */
package io.cellwitness.report.jose;
