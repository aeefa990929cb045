/** The local status page: read-only, on loopback, off unless configured. */
package io.cellwitness.gateway.page;
