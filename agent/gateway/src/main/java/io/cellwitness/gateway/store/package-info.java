/**
 * Everything that must survive a power cut: sessions and their readings, reports and their chain,
 * the outbox. SQLite is used here and nowhere else.
 *
 * <p>One writer thread owns the only writing connection. Committed means: the transaction is on the
 * disk ({@code synchronous=FULL}), it survives kill and power cut.
 */
package io.cellwitness.gateway.store;
