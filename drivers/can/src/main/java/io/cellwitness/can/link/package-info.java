/** Byte links to an adapter: what can be opened, read, written and lost. */
package io.cellwitness.can.link;
