/** What the operator wrote: the source file, checked as a whole before anything is dialled. */
package io.cellwitness.opcua.config;
