/** The method held against recordings whose truth is known: {@code cellwitness accuracy}. */
package io.cellwitness.gateway.accuracy;
