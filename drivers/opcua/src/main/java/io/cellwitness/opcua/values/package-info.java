/** When a server's value counts as a reading, and when it is a gap. */
package io.cellwitness.opcua.values;
