/** Certificates: which servers are trusted, and why one is not. Knows no library but the JDK. */
package io.cellwitness.opcua.trust;
