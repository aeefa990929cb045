/** {@code cellwitness run}: follows every configured battery and publishes, until it is stopped. */
package io.cellwitness.gateway.daemon;
