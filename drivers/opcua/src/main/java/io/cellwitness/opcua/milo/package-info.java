/**
 * The one package that knows Eclipse Milo. It is loaded at the first connection, because it costs
 * about a second and fifty megabytes.
 */
package io.cellwitness.opcua.milo;
