/**
 * What was recorded on a bus or on an adapter's link, turned into readings by the same parsers and
 * profiles that read a car: candump, Vector ASC and GVRET CSV logs, and captures.
 */
package io.cellwitness.can.log;
