/** The command line: one class per verb, and what people see while it runs. */
package io.cellwitness.gateway.cli;
