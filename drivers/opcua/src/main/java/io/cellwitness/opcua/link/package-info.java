/** The server as the rest of the module sees it: no library type gets past this package. */
package io.cellwitness.opcua.link;
