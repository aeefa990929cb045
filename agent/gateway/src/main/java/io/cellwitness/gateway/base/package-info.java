/** Small things every other package of the gateway uses: exit codes, the console, the clock. */
package io.cellwitness.gateway.base;
