/**
 * One vehicle, one visit: read, store, evaluate, report. {@link
 * io.cellwitness.gateway.session.Check} tells the story; the other classes are its parts.
 */
package io.cellwitness.gateway.session;
