/**
 * OPC UA as a source: a source file or a URL in, readings out.
 *
 * <p>Packages: {@code config} what the operator wrote, {@code link} the server as the rest of this
 * module sees it, {@code values} when a value counts, {@code trust} certificates, {@code milo} the
 * one package that knows the library, {@code probe} looking around.
 */
package io.cellwitness.opcua;
